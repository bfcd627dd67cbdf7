/**
 * What every port to a base registry must do, whatever the registry is: answer with a fact, and say RegistryDown,
 * in time and without what was asked, when the registry is slow, down, wrong, or endless.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createRegistries, type Registries, RegistryDown } from '../../src/registries/index.ts';
import {
  type Country,
  type InventedCountry,
  startInventedCountry,
} from '../../src/registries/invented/index.ts';

export interface Question {
  /** What is asked, as a sentence: "a match of Sara". */
  readonly what: string;
  readonly ask: (registries: Registries, country: Country, timeoutMs: number) => Promise<unknown>;
  /** Checks a right answer. */
  readonly right: (answer: unknown, country: Country) => void;
  /** Texts that no error may hold. */
  readonly secrets: (country: Country) => readonly string[];
}

export const AT = new Date('2026-11-21T07:22:00Z');
/** Long where an answer is awaited, so that a busy machine fails no test; short where none comes. */
const TIMEOUT = 5_000;
const SHORT = 200;

export function everyPort(registry: string, questions: readonly Question[]): void {
  describe(`the port to ${registry}`, () => {
    let invented: InventedCountry;
    let registries: Registries;
    beforeAll(async () => {
      invented = await startInventedCountry({ now: () => AT });
      const contracts = { '*': { breakAfter: 1_000 } };
      registries = createRegistries(invented.addresses, { timeoutMs: TIMEOUT, now: () => AT, contracts });
    });
    afterAll(() => invented.close());
    afterEach(() => invented.faults.mend());

    for (const { what, ask, right, secrets } of questions) {
      /** Asks and expects the registry to count as down for this reason. */
      async function failsBy(reason: string, asked = registries, timeoutMs = TIMEOUT): Promise<void> {
        const error: unknown = await ask(asked, invented.country, timeoutMs).then(
          answer => answer,
          failure => failure,
        );
        expect(error).toBeInstanceOf(RegistryDown);
        expect(error).toMatchObject({ registry, reason });
        for (const secret of secrets(invented.country)) expect(String(error)).not.toContain(secret);
      }

      test(`${what}: is answered with a fact`, async () => {
        right(await ask(registries, invented.country, TIMEOUT), invented.country);
      });

      test(`${what}: a slow registry counts as down when its time is over`, async () => {
        invented.faults.slow(registry, 50_000);
        const before = performance.now();
        await failsBy(
          'timeout',
          createRegistries(invented.addresses, { timeoutMs: SHORT, now: () => AT }),
          SHORT,
        );
        expect(performance.now() - before).toBeLessThan(SHORT + 40_000);
      });

      test(`${what}: an answer that comes byte by byte is not waited for`, async () => {
        invented.faults.wrong(registry, 'trickle');
        const hasty = createRegistries(invented.addresses, { timeoutMs: SHORT, now: () => AT });
        await failsBy('timeout', hasty, SHORT);
      });

      test(`${what}: a registry that is down is down`, async () => {
        invented.faults.down(registry);
        await failsBy('status');
      });

      test(`${what}: a registry that hangs up is down`, async () => {
        invented.faults.down(registry, 'silent');
        await failsBy('refused');
      });

      test(`${what}: garbage is not believed`, async () => {
        invented.faults.wrong(registry);
        await failsBy('garbage');
      });

      test(`${what}: the record of somebody else is not taken for this one`, async () => {
        invented.faults.wrong(registry, 'another');
        await failsBy('garbage');
      });

      test(`${what}: an answer without end is not read to its end`, async () => {
        invented.faults.wrong(registry, 'oversized');
        await failsBy('garbage');
      });

      test(`${what}: a wrong address is not taken for "no such record"`, async () => {
        const lost = Object.fromEntries(
          Object.entries(invented.addresses).map(([key, address]) => [key, `${address}/elsewhere`]),
        );
        await failsBy('status', createRegistries(lost, { timeoutMs: TIMEOUT, now: () => AT }));
      });

      test(`${what}: a registry without an address is one that is down`, async () => {
        await failsBy('refused', createRegistries({}, { timeoutMs: TIMEOUT, now: () => AT }));
      });

      test(`${what}: it is answered again once the registry is well`, async () => {
        invented.faults.down(registry);
        await failsBy('status');
        invented.faults.mend(registry);
        right(await ask(registries, invented.country, TIMEOUT), invented.country);
      });
    }
  });
}
