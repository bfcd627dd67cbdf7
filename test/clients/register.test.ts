import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import {
  decide,
  findActiveClient,
  findActivePurpose,
  findClient,
  hashSecret,
  listAgencies,
  listClients,
  problemsOf,
  proveBySecret,
  registerClient,
  registerSandboxClient,
  renewSecret,
  seedClient,
} from '../../src/clients/index.ts';
import type { Actor } from '../../src/operation.ts';
import { type TestSystem, testSystem } from '../support/system.ts';
import { anotherClient, exampleClient, examplePurpose } from './example.ts';

const kaveh: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000001' };
const shirin: Actor = { kind: 'person', personId: '00000000-0000-4000-8000-000000000002' };
let it: TestSystem;
beforeAll(async () => {
  it = await testSystem();
});
afterAll(() => it.close());

const problemsWith = async (input: ReturnType<typeof exampleClient>) =>
  registerClient(it.op(kaveh), input).then(
    () => [],
    error => (problemsOf(error) ?? [error]).map(problem => `${problem.field}:${problem.code}`),
  );

test('a registered client waits, and is on the record; its agency is there from now on', async () => {
  const { client, purposes, approvalId } = await registerClient(it.op(kaveh), exampleClient());
  expect(client).toMatchObject({ id: 'tax-salary', state: 'pending', agency: { id: 'tax-agency' } });
  expect(purposes).toMatchObject([{ key: 'payroll-list', version: 1, state: 'pending', basis: 'law' }]);
  expect(purposes[0]?.law).toEqual(examplePurpose().law);
  expect((await listAgencies(it.op())).map(agency => agency.id)).toContain('tax-agency');
  const events = await listEventsAbout(it.op(), { clientId: 'tax-salary', limit: 5 });
  expect(events[0]).toMatchObject({ kind: 'clients.registered', data: { approval: approvalId } });
});

test('a client that waits can sign nobody in and is asked for no field', async () => {
  const { client } = await registerClient(it.op(kaveh), anotherClient());
  expect(await findActiveClient(it.op(), client.id)).toBeUndefined();
  expect(await findActivePurpose(it.op(), client.id, undefined)).toBeUndefined();
  await expect(findActivePurpose(it.op(), client.id, 'payroll-list')).rejects.toMatchObject({
    code: 'clients.unknown_purpose',
  });
});

test('a secret is handed out once; only its hash is kept, and nothing shows it again', async () => {
  const { client, clientSecret } = await registerClient(it.op(kaveh), anotherClient());
  expect(clientSecret).toMatch(/^[\w-]{43}$/);
  expect(await proveBySecret(it.op(), client.id, clientSecret ?? '')).toBe('proved');
  const rows = await it.database.db.selectFrom('client_secret').selectAll().execute();
  const events = await it.database.db.selectFrom('audit_event').selectAll().execute();
  expect(JSON.stringify([rows, events, it.log])).not.toContain(clientSecret);
});

test('a renewed secret replaces the old one at once', async () => {
  const { client, clientSecret } = await registerClient(it.op(kaveh), anotherClient());
  await findClient(it.op(), client.id);
  const fresh = await renewSecret(it.op(shirin), client.id);
  expect(fresh).not.toBe(clientSecret);
  expect(await proveBySecret(it.op(), client.id, fresh)).toBe('proved');
  expect(await proveBySecret(it.op(), client.id, clientSecret ?? '')).toBe('unknown');
});

test('a client may prove itself with its own key, and then has no secret', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwks = { keys: [publicKey.export({ format: 'jwk' })] };
  const { client, clientSecret } = await registerClient(
    it.op(kaveh),
    anotherClient({ authMethod: 'private_key_jwt', jwks }),
  );
  expect(clientSecret).toBeUndefined();
  expect(client.metadata.jwks).toEqual(jwks);
  await expect(renewSecret(it.op(kaveh), client.id)).rejects.toMatchObject({ code: 'clients.no_secret' });
  const leaked = { keys: [privateKey.export({ format: 'jwk' })] };
  const bad = (given: unknown) => problemsWith(anotherClient({ authMethod: 'private_key_jwt', jwks: given }));
  expect(await bad(leaked)).toEqual(['jwks:private_key']);
  expect(await bad(undefined)).toEqual(['jwks:missing']);
  expect(await bad({ keys: [{ kty: 'oct', k: 'AAAA' }] })).toEqual(['jwks:private_key']);
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
  expect(await bad({ keys: [weak] })).toEqual(['jwks:weak_key']);
});

test('a client may be held to FAPI 2.0, when it proves itself with a key', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyed = {
    authMethod: 'private_key_jwt',
    jwks: { keys: [publicKey.export({ format: 'jwk' })] },
    securityProfile: 'fapi2',
  };
  const { client } = await registerClient(it.op(kaveh), anotherClient(keyed));
  expect(client.metadata.security_profile).toBe('fapi2');
  const wrong = ['security_profile:needs_own_key'];
  expect(await problemsWith(anotherClient({ securityProfile: 'fapi2' }))).toEqual(wrong);
  const unknown = anotherClient({ ...keyed, securityProfile: 'fapi1' });
  expect(await problemsWith(unknown)).toEqual(['security_profile:unknown']);
});

test('everything that is wrong is said together', async () => {
  const input = exampleClient({
    id: 'Tax Salary',
    name: { fa: 'سامانه', en: ' ' },
    newAgency: undefined,
    agencyId: 'no-such-agency',
    redirectUris: ['http://tax.gov.ir/', 'https://tax.gov.ir/a', 'https://tax.gov.ir/a'],
    postLogoutRedirectUris: ['https://tax.gov.ir/#'],
    authMethod: 'client_secret_post',
    purposes: [
      examplePurpose({
        key: '',
        fields: ['entity.shoe_size', 'person.birth_date'],
        law: { ...examplePurpose().law, number: '', date: '2099-01-01' },
        level: 4,
        consentDays: 0,
      }),
    ],
  });
  expect((await problemsWith(input)).sort()).toEqual(
    [
      'id:malformed',
      'name.en:missing',
      'agency:unknown',
      'redirect_uris.0:not_https',
      'redirect_uris.2:duplicate',
      'post_logout_redirect_uris.0:fragment',
      'auth_method:unknown',
      'purposes.0.key:missing',
      'purposes.0.fields.entity.shoe_size:unknown',
      'purposes.0.fields.person.birth_date:does_not_fit',
      'purposes.0.law.number:missing',
      'purposes.0.law.date:future',
      'purposes.0.level:out_of_range',
      'purposes.0.consent_days:out_of_range',
    ].sort(),
  );
});

test('an id that is taken stays with whom it belongs', async () => {
  const first = anotherClient();
  await registerClient(it.op(kaveh), first);
  const again = anotherClient({ id: first.id });
  expect(await problemsWith(again)).toEqual(['id:taken']);
  expect(await problemsWith(anotherClient({ newAgency: first.newAgency }))).toEqual(['agency.id:taken']);
});

test('a name cannot turn the text around it', async () => {
  const name = { fa: 'بانک \u202eمرکزی', en: 'Bank' };
  expect(await problemsWith(anotherClient({ name }))).toEqual(['name.fa:malformed']);
});

test('a client of the sandbox is active at once, has no purpose, and its id cannot be one that is there', async () => {
  const input = { id: 'dyn-1', metadata: { client_name: 'Try' }, secretHash: hashSecret('a') };
  const client = await registerSandboxClient(it.op({ kind: 'stranger' }), input);
  expect(client).toMatchObject({ kind: 'sandbox', state: 'active', agency: null, name: { en: 'Try' } });
  expect(await findActivePurpose(it.op(), 'dyn-1', undefined)).toBeUndefined();
  await expect(registerSandboxClient(it.op({ kind: 'stranger' }), input)).rejects.toMatchObject({
    code: 'clients.invalid',
  });
});

test('only the program itself sets a client up without four eyes, once, and never a live one', async () => {
  const input = {
    id: 'demo-basic',
    kind: 'sandbox' as const,
    name: { fa: 'نمایش', en: 'Demo' },
    agency: { id: 'demo', name: { fa: 'نمایش', en: 'Demo' } },
    metadata: {},
    secretHash: hashSecret('x'),
    purposes: [examplePurpose({ key: 'vat-registration' })],
  };
  await seedClient(it.op(), input);
  expect(await seedClient(it.op(), { ...input, secretHash: hashSecret('y') })).toMatchObject({
    state: 'active',
  });
  expect(await proveBySecret(it.op(), 'demo-basic', 'x')).toBe('proved');
  expect(await proveBySecret(it.op(), 'demo-basic', 'y')).toBe('unknown');
  expect(await findActivePurpose(it.op(), 'demo-basic', undefined)).toMatchObject({
    key: 'vat-registration',
  });
  await expect(seedClient(it.op(kaveh), { ...input, id: 'mine' })).rejects.toMatchObject({
    code: 'clients.four_eyes',
  });
  await expect(seedClient(it.op(), { ...input, id: 'mine', kind: 'live' })).rejects.toMatchObject({
    code: 'clients.four_eyes',
  });
});

test('clients are found by name, whatever the keyboard', async () => {
  await registerClient(
    it.op(kaveh),
    anotherClient({ id: 'bank-trade', name: { fa: 'سامانه یکپارچه ۲۴', en: 'Unified 24' } }),
  );
  const find = async (search: string) =>
    (await listClients(it.op(), { search, limit: 10 })).map(client => client.id);
  expect(await find('يکپارچه 24')).toEqual(['bank-trade']);
  expect(await find('UNIFIED')).toEqual(['bank-trade']);
  expect(await find('100%')).toEqual([]);
  expect(await find('bank_trade')).toEqual(['bank-trade']);
  expect(await find('ank')).toEqual([]);
});

test('a request that names no purpose is told which there are, when there are several', async () => {
  const input = anotherClient({ purposes: [examplePurpose(), examplePurpose({ key: 'refund' })] });
  const { approvalId } = await registerClient(it.op(kaveh), input);
  await decide(it.op(shirin), approvalId, 'approved', '');
  await expect(findActivePurpose(it.op(), input.id, undefined)).rejects.toMatchObject({
    code: 'clients.purpose_needed',
    data: { purposes: ['payroll-list', 'refund'] },
  });
  expect(await findActivePurpose(it.op(), input.id, 'refund')).toMatchObject({ key: 'refund' });
});
