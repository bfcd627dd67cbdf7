/** The line to a registry that wants to see our certificate, and whose own comes from an authority that was agreed on. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSecret, type RegistryTls, readTls } from '../../src/contracts.ts';
import { parseLegalId } from '../../src/identifiers.ts';
import { createRegistries } from '../../src/registries/index.ts';
import type { Authority } from '../factors/authority.ts';
import { companies } from '../support/people.ts';
import { newAuthority, ourPem, type Pem, rootPem, type StrictRegistry, strictRegistry } from './tls.ts';

const PATIENT = 15_000;
const subject = { kind: 'entity', id: parseLegalId(companies.arvand.id) } as const;
let theirs: Authority;
let stranger: Authority;
let pem: Pem;
let registry: StrictRegistry;
beforeAll(async () => {
  const [registries, clients, other] = await Promise.all(
    ['Registries', 'Clients', 'Stranger'].map(newAuthority),
  );
  if (!registries || !clients || !other) throw new Error('no authorities');
  theirs = registries;
  stranger = other;
  pem = await ourPem(clients);
  registry = await strictRegistry(theirs, clients);
});
afterAll(() => registry.close());

async function asked(tls: RegistryTls | undefined): Promise<string> {
  const registries = createRegistries(
    { tax: registry.address },
    { timeoutMs: PATIENT, now: () => new Date(), secrets: () => (tls ? { tls } : undefined) },
  );
  try {
    await registries.fields.get('tax')?.facts(subject, PATIENT);
    return 'answered';
  } catch (error) {
    return (error as { reason?: string }).reason ?? String(error);
  }
}

test('with our certificate and the authority that was agreed on, it answers', async () => {
  expect(await asked({ ...pem, authority: rootPem(theirs) })).toBe('answered');
  expect(registry.guests).toEqual(['yekbar']);
});

test('without a certificate, or with one that another authority gave, it is not asked', async () => {
  const before = registry.guests.length;
  expect(await asked({ authority: rootPem(theirs) })).toBe('refused');
  expect(await asked({ ...(await ourPem(stranger)), authority: rootPem(theirs) })).toBe('refused');
  expect(registry.guests).toHaveLength(before);
});

test('a registry whose certificate another authority gave is told nothing', async () => {
  const before = registry.guests.length;
  expect(await asked({ ...pem, authority: rootPem(stranger) })).toBe('refused');
  expect(await asked({ ...pem })).toBe('refused');
  expect(await asked(undefined)).toBe('refused');
  expect(registry.guests).toHaveLength(before);
});

test('the files of the configuration are read once and must belong together', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'yekbar-tls-'));
  const lay = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  try {
    const certificate = lay('own.pem', pem.certificate);
    const files = { certificate, key: lay('own.key', pem.key), authority: lay('ca.pem', rootPem(theirs)) };
    expect(await asked(readTls(JSON.stringify({ tax: files })).tax)).toBe('answered');
    const another = lay('another.key', (await ourPem(stranger)).key);
    for (const wrong of [
      { certificate, key: another },
      { certificate },
      { authority: files.key },
      {},
      { key: '/no' },
    ])
      expect(() => readTls(JSON.stringify({ tax: wrong }))).toThrow(/REGISTRY_TLS must be like/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a secret is told by its form, and what is none is refused without being repeated', () => {
  expect(parseSecret(`${pem.key}${pem.certificate}`)).toMatchObject({
    kind: 'client',
    secrets: { tls: { key: pem.key.trim() } },
  });
  expect(parseSecret(rootPem(theirs)).kind).toBe('authority');
  for (const wrong of [
    '',
    'aGlkZGVu',
    `${pem.key}${rootPem(theirs)}`,
    pem.key,
    `{"id":"a","key":"aGlkZGVu"}`,
  ]) {
    expect(() => parseSecret(wrong)).toThrow(/^A secret is/);
    expect(() => parseSecret(wrong)).not.toThrow(/aGlkZGVu/);
  }
});
