/**
 * A whole System for the test of one room: a database of its own, a clock that stands still, keys that are always
 * the same, the invented country behind the registries' real HTTP clients, and the log as lines.
 *
 *   const test = await testSystem();
 *   afterAll(() => test.close());
 *   await enrolPerson(test.op(), …);
 *   await withdrawConsent(test.op({ kind: 'person', personId }), consentId);
 *   test.clock.advance({ days: 1 });
 */
import type { Config } from '../../src/config.ts';
import type { StatementListener } from '../../src/db/index.ts';
import type { Lang } from '../../src/i18n/index.ts';
import { deriveKeys } from '../../src/keys.ts';
import { createLog } from '../../src/log.ts';
import type { Actor, Operation, System } from '../../src/operation.ts';
import { type Clock, testClock } from './clock.ts';
import { testConfig } from './config.ts';
import { type TestCountry, testCountry } from './country.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export interface TestSystem {
  readonly system: System;
  /** A new operation, now; of the program itself unless an actor is given. */
  op(actor?: Actor, more?: { lang?: Lang; address?: string }): Operation;
  readonly database: TestDatabase;
  readonly clock: Clock;
  /** The invented country: its people, its companies, and how to change or break it. */
  readonly country: TestCountry['country'];
  readonly faults: TestCountry['faults'];
  /** Every line that was logged, as text. */
  readonly log: readonly string[];
  close(): Promise<void>;
}

export interface TestSystemOptions {
  readonly at?: Date | string;
  readonly config?: Partial<Config>;
  /** How long a registry may take. */
  readonly registryTimeoutMs?: number;
  readonly onStatement?: StatementListener;
  /** Holds something already; otherwise it is empty and migrated. */
  readonly database?: TestDatabase;
  /** Wants a database with several connections, where there is a server. */
  readonly server?: boolean;
}

export async function testSystem(options: TestSystemOptions = {}): Promise<TestSystem> {
  const clock = testClock(options.at);
  const database =
    options.database ?? (await testDatabase(options.onStatement, options.server ? { server: true } : {}));
  const config = testConfig(options.config);
  const country = await testCountry(clock.now, options.registryTimeoutMs);
  const log: string[] = [];
  const system: System = {
    config,
    db: database.db,
    log: createLog(config.logLevel, line => log.push(line)),
    keys: deriveKeys(config.secrets.masterKey),
    registries: country.registries,
    now: clock.now,
  };
  let operations = 0;
  return {
    system,
    op: (actor = { kind: 'system' }, more = {}) => ({
      system,
      db: system.db,
      actor,
      at: clock.now(),
      tracking: `TEST-${String(++operations).padStart(4, '0')}-0000`,
      lang: more.lang ?? 'fa',
      address: more.address ?? '192.0.2.1',
    }),
    database,
    clock,
    country: country.country,
    faults: country.faults,
    log,
    close: async () => {
      await country.close();
      await database.close();
    },
  };
}
