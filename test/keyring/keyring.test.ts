/** What only a registry and we know: sealed at rest, taken up while the process runs, never shown again. */
import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answering } from '../../src/commands.ts';
import { holdData } from '../../src/db/index.ts';
import { parseLegalId } from '../../src/identifiers.ts';
import {
  describeSecrets,
  endSecrets,
  newRing,
  openRing,
  renewRing,
  setSecret,
} from '../../src/keyring/index.ts';
import { createRegistries } from '../../src/registries/index.ts';
import { newAuthority, ourPem, rootPem, strictRegistry } from '../registries/tls.ts';
import { testDatabase } from '../support/database.ts';
import { companies } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

const der = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
const secret = der.toString('base64');
const signing = (id: string) => JSON.stringify({ id, key: secret });

const PATIENT = 15_000;
let yekbar: TestSystem;
beforeAll(async () => {
  yekbar = await testSystem();
});
afterAll(() => yekbar.close());

test('what is set is sealed, on the record by its kind, and nowhere to be read', async () => {
  const op = yekbar.op();
  expect(await describeSecrets(op)).toEqual(['No secrets of registries are kept.']);
  expect(await setSecret(op, 'tax', signing('yekbar-1'))).toBe('signing');
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from registry_secret`.execute(
    yekbar.system.db,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.sealed.includes(secret)).toBe(false);
  const events = await sql<{ data: unknown }>`
    select data from audit_event where kind = 'registries.secret_set'`.execute(yekbar.system.db);
  expect(events.rows).toEqual([{ data: { registry: 'tax', secret: 'signing' } }]);
  const described = await describeSecrets(op);
  expect(described).toEqual([expect.stringMatching(/^tax: signing, yekbar-1, set /)]);
  await expect(setSecret(op, 'no-such', signing('a'))).rejects.toThrow(/none of the 27/);
  await expect(setSecret(op, 'tax', secret)).rejects.toThrow(/^A secret is/);
});

test('a running process takes up what was set; unchanged secrets keep their connections; the configuration stands behind', async () => {
  const op = yekbar.op();
  const authority = await newAuthority('Registries');
  const pem = await ourPem(authority);
  const ring = newRing({
    secrets: { ...yekbar.system.config.secrets, registryTls: { civil: { authority: 'configured' } } },
  });
  expect(ring.of('civil')?.tls).toEqual({ authority: 'configured' });
  await openRing(op, ring);
  const before = ring.of('tax');
  expect(before?.signing?.id).toBe('yekbar-1');
  await renewRing(op);
  expect(ring.of('tax')).toBe(before);

  yekbar.clock.advance({ minutes: 1 });
  const later = yekbar.op();
  await setSecret(later, 'tax', signing('yekbar-2'));
  await setSecret(later, 'tax', `${pem.certificate}${pem.key}`);
  await setSecret(later, 'tax', rootPem(authority));
  await renewRing(later);
  expect(ring.of('tax')?.signing?.id).toBe('yekbar-2');
  expect(ring.of('tax')?.tls).toMatchObject({ key: pem.key.trim(), authority: rootPem(authority) });

  expect(await endSecrets(later, 'tax')).toBe(3);
  await renewRing(later);
  expect(ring.of('tax')).toEqual({ signing: undefined, tls: undefined });
});

test('what is set opens the line to a registry that demands our certificate, and closes it when it ends', async () => {
  const [theirs, clients] = [await newAuthority('Registries'), await newAuthority('Clients')];
  const registry = await strictRegistry(theirs, clients);
  const ring = newRing(yekbar.system.config);
  const registries = createRegistries(
    { tax: registry.address },
    { timeoutMs: PATIENT, now: yekbar.clock.now, secrets: ring.of },
  );
  const ask = () =>
    registries.fields
      .get('tax')
      ?.facts({ kind: 'entity', id: parseLegalId(companies.arvand.id) }, PATIENT)
      .then(
        () => 'answered',
        error => error.reason ?? String(error),
      );
  try {
    yekbar.clock.advance({ minutes: 1 });
    const op = yekbar.op();
    const pem = await ourPem(clients);
    await openRing(op, ring);
    expect(await ask()).toBe('refused');
    await setSecret(op, 'tax', `${pem.certificate}${pem.key}`);
    await setSecret(op, 'tax', rootPem(theirs));
    await renewRing(op);
    expect(await ask()).toBe('answered');
    expect(registry.guests).toEqual(['yekbar']);
    yekbar.clock.advance({ minutes: 1 });
    await endSecrets(yekbar.op(), 'tax');
    await renewRing(yekbar.op());
    expect(await ask()).toBe('refused');
  } finally {
    await registry.close();
  }
});

test('a row that is moved to another registry does not open there', async () => {
  const op = yekbar.op();
  await setSecret(op, 'welfare', signing('yekbar-3'));
  await sql`update registry_secret set registry = 'vehicles' where registry = 'welfare'`.execute(
    yekbar.system.db,
  );
  await expect(describeSecrets(op)).rejects.toThrow();
  await endSecrets(op, 'vehicles');
});

test('the command reads it from standard input and never says it', { timeout: 240_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yekbar-keyring-'));
  // With a server a database of its own, as nobody else seals with these keys. Else the embedded one of this process:
  // who has it does what the other asks, and is told there what that one read.
  const own = yekbar.database.url ? await testDatabase() : undefined;
  const leave = own
    ? undefined
    : await holdData(folder, answering({ system: yekbar.system, country: undefined }));
  const run = async (args: string[], input: string) => {
    const child = spawn(
      process.execPath,
      ['--import=./src/stripped.js', 'src/main.ts', 'registries', ...args],
      {
        cwd: new URL('../..', import.meta.url),
        env: {
          PATH: process.env.PATH ?? '',
          DATA_DIR: folder,
          DEMO: '0',
          ...(own?.url ? { DATABASE_URL: own.url } : {}),
        },
      },
    );
    child.stdin.end(input);
    const ended = once(child, 'close');
    const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [status] = await ended;
    return { said, complained, status };
  };
  try {
    const set = await run(['set-secret', 'tax'], signing('yekbar-1'));
    expect(set.said).toContain('tax: signing is kept sealed');
    expect(set.status).toBe(0);
    const wrong = await run(['set-secret', 'tax'], `${secret}!`);
    expect(wrong.status).toBe(1);
    expect(wrong.said + wrong.complained).toContain('A secret is');
    for (const { said, complained } of [set, wrong]) expect(said + complained).not.toContain(secret);
  } finally {
    await leave?.();
    await own?.close();
    rmSync(folder, { recursive: true });
  }
});
