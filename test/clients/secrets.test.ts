import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addKeys,
  applyDeclared,
  type ClientInput,
  changeClient,
  decide,
  type Ending,
  getClient,
  listEndings,
  listKeys,
  listSecrets,
  makeSecret,
  planDeclared,
  problemsOf,
  proveBySecret,
  readKeys,
  registerClient,
  registerPurpose,
  remindOfEndings,
  removeKey,
  renewSecret,
  revokeSecret,
} from '../../src/clients/index.ts';
import type { Actor } from '../../src/operation.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { anotherClient, examplePurpose } from './example.ts';

const shirin: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000002' };
const farhad: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000003' };
const keyOf = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
let it: TestSystem;
beforeAll(async () => {
  it = await testSystem({ server: true });
});
afterAll(() => it.close());

async function approved(more: Partial<ClientInput> = {}) {
  const { client, approvalId, clientSecret } = await registerClient(it.op(shirin), anotherClient(more));
  await decide(it.op(farhad), approvalId, 'approved', '');
  return { id: client.id, secret: clientSecret ?? '' };
}
const proof = (id: string, secret: string) => proveBySecret(it.op(), id, secret);
const problems = async (work: Promise<unknown>) => problemsOf(await work.catch((error: unknown) => error));

describe('secrets', () => {
  test('two work at once, so that one takes over from the other without a gap', async () => {
    const { id, secret } = await approved();
    const second = await makeSecret(it.op(shirin), id, { label: 'next', days: 90 });
    expect([await proof(id, secret), await proof(id, second)]).toEqual(['proved', 'proved']);
    const first = (await listSecrets(it.op(), id)).find(({ label }) => label === 'first');
    expect(first?.usedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    await revokeSecret(it.op(farhad), id, first?.id ?? '');
    expect([await proof(id, secret), await proof(id, second)]).toEqual(['unknown', 'proved']);
    await expect(revokeSecret(it.op(farhad), id, first?.id ?? '')).rejects.toMatchObject({
      code: 'clients.secret_not_found',
    });
  });

  test('after its end one is refused, and says since when to who holds it', async () => {
    const { id, secret } = await approved();
    const short = await makeSecret(it.op(shirin), id, { label: 'short', days: 1 });
    it.clock.advance({ days: 2 });
    expect(await proof(id, short)).toMatchObject({ expiredAt: expect.any(Date) });
    expect([await proof(id, secret), await proof(id, 'guessed')]).toEqual(['proved', 'unknown']);
    const expired = (await listSecrets(it.op(), id)).find(({ label }) => label === 'short');
    expect([expired?.usedOn, expired?.refusedOn]).toEqual([null, expect.stringMatching(/^\d{4}/)]);
  });

  test('an administrator reading a secret again finds only that it stands', async () => {
    const { id, secret } = await approved();
    const seen = JSON.stringify([await listSecrets(it.op(shirin), id), await getClient(it.op(shirin), id)]);
    expect(seen).not.toContain(secret);
    expect(seen).not.toContain('hash');
    const fresh = await renewSecret(it.op(farhad), id);
    expect([await proof(id, secret), await proof(id, fresh)]).toEqual(['unknown', 'proved']);
  });

  test('five at most, each under a name of its own, for two years at most', async () => {
    const { id } = await approved();
    for (const label of ['2', '3', '4', '5']) await makeSecret(it.op(shirin), id, { label });
    await expect(makeSecret(it.op(shirin), id, { label: '6' })).rejects.toMatchObject({
      code: 'clients.too_many_secrets',
    });
    expect(await problems(makeSecret(it.op(shirin), id, { label: '2', days: 90 }))).toEqual([
      { field: 'label', code: 'taken' },
    ]);
    expect(await problems(makeSecret(it.op(shirin), id, { label: '', days: 800 }))).toEqual([
      { field: 'label', code: 'missing' },
      { field: 'days', code: 'out_of_range' },
    ]);
  });

  test('are declared by their names: what is missing is made, what is there stays', async () => {
    const input = anotherClient({ secrets: [{ label: 'one' }] });
    const agencies = input.newAgency ? [input.newAgency] : [];
    const client = { ...input, newAgency: undefined };
    for (const { approvalId } of await applyDeclared(it.op(shirin), { agencies, clients: [client] }))
      if (approvalId) await decide(it.op(farhad), approvalId, 'approved', '');
    const more = { agencies: [], clients: [{ ...client, secrets: [{ label: 'one' }, { label: 'two' }] }] };
    const [made, ...rest] = await applyDeclared(it.op(shirin), more);
    expect([made?.act, made?.what, rest]).toEqual(['secret_made', 'two', []]);
    expect(await proof(client.id, made?.clientSecret ?? '')).toBe('proved');
    expect(await planDeclared(it.op(shirin), more)).toEqual([]);
  });
});

describe('uploaded keys', () => {
  const keyed = () => ({
    authMethod: 'private_key_jwt',
    jwks: readKeys(keyOf().publicKey.export({ format: 'jwk' })),
  });
  const pem = () => keyOf().publicKey.export({ format: 'pem', type: 'spki' }).toString();

  test('one more waits for a second person; one less works at once, and never comes back by what waited', async () => {
    const { id } = await approved(keyed());
    const asked = await addKeys(it.op(shirin), id, { keys: pem(), until: '2099-01-01' });
    expect(listKeys(await getClient(it.op(), id))).toHaveLength(1);
    await decide(it.op(farhad), asked, 'approved', '');
    const [old, fresh] = listKeys(await getClient(it.op(), id));
    expect([fresh?.kind, fresh?.use, fresh?.kid]).toEqual(['EC P-256', 'sig', fresh?.thumbprint]);
    expect(fresh?.endsAt?.toISOString()).toBe('2099-01-01T20:30:00.000Z');
    const waits = await addKeys(it.op(shirin), id, { keys: pem(), until: null });
    await removeKey(it.op(farhad), id, old?.thumbprint ?? '');
    await decide(it.op(farhad), waits, 'approved', '');
    const kept = listKeys(await getClient(it.op(), id)).map(({ thumbprint }) => thumbprint);
    expect([kept.length, kept.includes(old?.thumbprint ?? '')]).toEqual([2, false]);
    for (const one of kept.slice(1)) await removeKey(it.op(shirin), id, one);
    await expect(removeKey(it.op(shirin), id, kept[0] ?? '')).rejects.toMatchObject({
      code: 'clients.last_key',
    });
  });

  const refused: [what: string, keys: () => unknown, code: string][] = [
    ['a private key', () => keyOf().privateKey.export({ format: 'pem', type: 'pkcs8' }), 'private_key'],
    ['the private part in a JWK', () => keyOf().privateKey.export({ format: 'jwk' }), 'private_key'],
    ['no key', () => 'hello', 'malformed'],
    ['a weak key', () => rsa(1024), 'weak_key'],
    ['a key for what it cannot do', () => ({ ...jwk(), alg: 'RS256' }), 'unfit_key'],
    ['a use that there is not', () => ({ ...jwk(), use: 'both' }), 'malformed'],
    ['a curve that signs nothing here', () => ({ ...jwk('P-384'), use: 'sig' }), 'unfit_key'],
    ['one that has ended', () => ({ ...jwk(), use: 'sig', exp: 1 }), 'expired'],
  ];
  const jwk = (namedCurve = 'P-256') =>
    generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' });
  const rsa = (modulusLength: number) =>
    generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ format: 'pem', type: 'spki' });

  test('of bad ones each is refused with its reason', async () => {
    const { id } = await approved(keyed());
    for (const [what, keys, code] of refused)
      expect(await problems(addKeys(it.op(shirin), id, { keys: keys(), until: null })), what).toEqual([
        { field: 'keys', code },
      ]);
  });
});

test('thirty days, a week and a day before an end somebody is reminded, once each', async () => {
  const told: string[][] = [];
  const remind = (at: readonly string[]) =>
    remindOfEndings(it.op(), async (_op, endings: readonly Ending[]) => {
      const mine = endings.filter(({ client }) => at.includes(client.id));
      told.push(mine.map(({ what }) => what).sort());
    });
  const { id } = await approved();
  const { id: keyed } = await approved({
    authMethod: 'private_key_jwt',
    jwks: readKeys(keyOf().publicKey.export({ format: 'jwk' })),
  });
  const until = new Date(it.clock.now().getTime() + 364 * 86_400_000).toISOString().slice(0, 10);
  const keys = keyOf().publicKey.export({ format: 'jwk' });
  await decide(it.op(farhad), await addKeys(it.op(shirin), keyed, { keys, until }), 'approved', '');
  for (const days of [330, 10, 1, 18, 1, 4]) {
    it.clock.advance({ days });
    await remind([id, keyed]);
    await remind([id, keyed]);
  }
  expect(told.filter(list => list.length > 0)).toEqual([
    ['keys', 'secret'],
    ['keys', 'secret'],
    ['keys', 'secret'],
  ]);
  expect((await listEndings(it.op())).filter(({ client }) => client.id === id)).toMatchObject([
    { what: 'secret', days: 1 },
  ]);
});

describe('of two who ask at the same moment', () => {
  test('for a change of one client one waits and the other is told', async () => {
    const first = anotherClient();
    const { approvalId } = await registerClient(it.op(shirin), first);
    const input = { ...first, newAgency: undefined };
    await decide(it.op(farhad), approvalId, 'approved', '');
    const to = (path: string) => ({ ...input, redirectUris: [`https://salary.tax.gov.ir/${path}`] });
    const asked = await Promise.allSettled([
      changeClient(it.op(shirin), to('one')),
      changeClient(it.op(farhad), to('two')),
    ]);
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(asked.find(one => one.status === 'rejected')?.reason).toMatchObject({
      code: 'clients.change_waiting',
    });
  });

  test('for a version of one purpose one waits and the other is told', async () => {
    const { id } = await approved();
    const more = examplePurpose({ subjects: ['legal_entity', 'self'] });
    const asked = await Promise.allSettled([
      registerPurpose(it.op(shirin), id, more),
      registerPurpose(it.op(farhad), id, more),
    ]);
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(asked.find(one => one.status === 'rejected')?.reason).toMatchObject({
      code: 'clients.purpose_waiting',
    });
  });
});
