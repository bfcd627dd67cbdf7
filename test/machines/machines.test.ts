/** An ERP of Arvand: made by Sara with a key, for some fields and a time, never more than she herself has. */
import * as jose from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { listEventsAbout } from '../../src/audit/index.ts';
import { withdrawConsent } from '../../src/consent/index.ts';
import { findEntityByLegalId } from '../../src/entities/index.ts';
import { parseLegalId, parsePersonId } from '../../src/identifiers.ts';
import { findPersonByIdentifier } from '../../src/identity/index.ts';
import { getMachineOf, type Machine, makeMachine, reviewMachine } from '../../src/machines/index.ts';
import { refreshFromRegister } from '../../src/mandates/index.ts';
import { codeOf } from '../approvals/room.ts';
import { signedInBrowser, type TestApp, testApp } from '../support/app.ts';
import { companies, password, people } from '../support/people.ts';

let app: TestApp;
let keys: jose.GenerateKeyPairResult;
let jwks: string;
const ids: Record<string, string> = {};
const arvand = parseLegalId(companies.arvand.id);

beforeAll(async () => {
  app = await testApp();
  keys = await jose.generateKeyPair('ES256', { extractable: true });
  jwks = JSON.stringify({ keys: [{ ...(await jose.exportJWK(keys.publicKey)), kid: 'k', use: 'sig' }] });
  for (const key of ['sara', 'omid', 'navid', 'maryam'] as const)
    ids[key] = (await findPersonByIdentifier(app.op(), parsePersonId(people[key].id)))?.id ?? '';
  for (const key of ['arvand', 'pars'] as const)
    ids[key] = (await findEntityByLegalId(app.op(), parseLegalId(companies[key].id)))?.id ?? '';
});
afterAll(() => app?.close());
beforeEach(async () => {
  app.country.country.restore();
  await app.system.db
    .updateTable('office')
    .set({ ended_at: null, end_reason: null, closed_at: null })
    .execute();
});

const idOf = (who: string) => ids[who] ?? '';
const as = (who: string) => app.op({ kind: 'person', personId: idOf(who) });
const wanted = (more = {}) => ({
  entityId: idOf('arvand'),
  name: 'حسابداری',
  jwks,
  fields: ['entity.legal_name', 'entity.seat_postal_code'],
  days: 30,
  ...more,
});
async function make(more = {}, who = 'sara'): Promise<Machine> {
  const { hash } = await reviewMachine(as(who), idOf(who), wanted(more));
  return makeMachine(as(who), idOf(who), wanted(more), hash);
}

async function token(machine: Machine, privateKey = keys.privateKey, form: Record<string, string> = {}) {
  const assertion = await new jose.SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .setIssuer(machine.clientId)
    .setSubject(machine.clientId)
    .setAudience(app.url)
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(privateKey);
  const response = await fetch(`${app.url}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'business_profile',
      client_id: machine.clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      ...form,
    }),
  });
  return (await response.json()) as { access_token?: string; error?: string };
}
async function profile(access: string | undefined, query = '') {
  const response = await fetch(`${app.url}/api/v1/profile${query}`, {
    headers: { authorization: `Bearer ${access}` },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('it fetches what was chosen about its own company, in the name of who made it, and nothing else', async () => {
  const machine = await make();
  const { access_token: access } = await token(machine);
  const { status, body } = await profile(access);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    subject: { type: 'legal_entity', id: companies.arvand.id },
    acting: { authority: { basis: 'registry', mode: 'sole' } },
    purpose: 'own-software',
    basis: { type: 'consent', id: machine.consentId },
  });
  expect(Object.keys(body.fields as object).sort()).toEqual(['entity.legal_name', 'entity.seat_postal_code']);
  expect((await profile(access, '?fields=entity.capital')).body.code).toBe('release.field_not_in_purpose');
  const [event] = await listEventsAbout(app.op(), {
    subjectIds: [idOf('arvand')],
    clientId: machine.clientId,
    kinds: ['profile.released'],
    limit: 1,
  });
  expect(event?.personId).toBe(idOf('sara'));
});

test('each release of it stands on the record with who made it, for the company and for its maker', async () => {
  const { access_token } = await token(await make({ name: 'خزانه' }));
  expect((await profile(access_token)).status).toBe(200);
  const sara = await signedInBrowser(app, people.sara.id, password, '/me/record');
  const lines = (await sara.open(`${app.url}/me/record`)).all('ol.log > li').map(line => line.textContent);
  expect(lines.find(line => line.includes('خزانه') && line.includes('قلم'))).toContain(
    'نرم‌افزار خودکار، ساختهٔ شما',
  );
});

test('its token is no token of a person, and opens nothing else', async () => {
  const machine = await make();
  const { access_token: access } = await token(machine);
  const headers = { authorization: `Bearer ${access}` };
  expect((await fetch(`${app.url}/userinfo`, { headers })).status).toBe(401);
  expect((await fetch(`${app.url}/admin/api/v1/clients`, { headers })).status).toBe(403);
  expect((await token(machine, keys.privateKey, { scope: 'admin:read' })).error).toBe('invalid_scope');
  const code = { grant_type: 'authorization_code', code: 'x', redirect_uri: 'https://tax.example/' };
  expect((await token(machine, keys.privateKey, code)).error).toBeDefined();
});

test('without its key there is no token, and a private key is never taken', async () => {
  const machine = await make();
  const other = await jose.generateKeyPair('ES256');
  expect((await token(machine, other.privateKey)).error).toBe('invalid_client');
  const secret = JSON.stringify({ keys: [await jose.exportJWK(keys.privateKey)] });
  expect(await codeOf(make({ jwks: secret }))).toBe('machines.key');
  expect(await codeOf(make({ jwks: '' }))).toBe('machines.key');
});

test('who signs with others, holds only a mandate or nothing, or asks for what no company has, makes none', async () => {
  expect(await codeOf(make({ entityId: idOf('pars') }, 'omid'))).toBe('mandates.joint');
  // Navid holds a mandate of Arvand for its taxes: software would have more than that.
  expect(await codeOf(make({}, 'navid'))).toBe('mandates.outside_scope');
  expect(await codeOf(make({}, 'maryam'))).toBe('mandates.none');
  expect(await codeOf(make({ fields: ['person.mobile'] }))).toBe('machines.fields');
  expect(await codeOf(make({ days: 366 }))).toBe('machines.days');
  expect(
    await codeOf(makeMachine(as('sara'), idOf('sara'), wanted(), Buffer.alloc(32))),
    'other values than those that were seen',
  ).toBe('machines.changed');
});

test('it ends by hand: at the next call, and there is no new token', async () => {
  const machine = await make();
  const { access_token: access } = await token(machine);
  await withdrawConsent(as('sara'), machine.consentId);
  expect([401, 403]).toContain((await profile(access)).status);
  expect((await token(machine)).error).toBeDefined();
  expect((await getMachineOf(app.op(), idOf('sara'), machine.id)).endReason).toBe('withdrawn');
});

test('it ends with the power of its maker, in the moment in which the register says so', async () => {
  const machine = await make();
  const { access_token: access } = await token(machine);
  expect((await profile(access)).status).toBe(200);
  const today = new Date().toISOString().slice(0, 10);
  app.country.country.endOffice(arvand, parsePersonId(people.sara.id), today, 'removed');
  await refreshFromRegister(app.op(), arvand);
  expect([401, 403]).toContain((await profile(access)).status);
  expect((await token(machine)).error).toBeDefined();
  expect((await getMachineOf(app.op(), idOf('sara'), machine.id)).endReason).toBe('power_ended');
});

test('a power that ended without anybody telling us is asked at the token, and at each call', async () => {
  const machine = await make();
  const { access_token: access } = await token(machine);
  await app.system.db
    .updateTable('office')
    .set({ until: '2020-01-01' })
    .where('entity_id', '=', idOf('arvand'))
    .execute();
  expect((await profile(access)).body.code).toBe('release.power_ended');
  expect((await token(machine)).error).toBe('unauthorized_client');
  await app.system.db
    .updateTable('office')
    .set({ until: null })
    .where('entity_id', '=', idOf('arvand'))
    .execute();
});

test('she makes it on her pages, sees the values first, and ends it there; to others there is none', async () => {
  const sara = await signedInBrowser(app, people.sara.id, password, '/me/machines');
  const form = await sara.open(`${app.url}/me/machines/new`);
  const refused = await form.submit({ name: 'x', jwks, days: '۳۰', fields: ['entity.legal_name'] });
  expect(refused.all('[role="alert"]')).toHaveLength(1);
  expect(refused.value('jwks')).toContain('"kty"');
  const review = await refused.submit({ name: 'انبار', fields: ['entity.legal_name'] });
  expect(review.text).toContain(companies.arvand.fa);
  const made = await review.submit({}, { form: review.form('shown') });
  expect(made.heading).toBe('انبار');
  const omid = await signedInBrowser(app, people.omid.id, password, '/me/machines');
  expect((await omid.open(made.url)).status).toBe(404);
  const powers = await sara.open(`${app.url}/me/powers`);
  const beside = powers.find('section[aria-labelledby="software"]').textContent;
  for (const word of ['انبار', companies.arvand.fa, 'شما']) expect(beside).toContain(word);
  const ended = await made.submit({}, { form: made.all('form[action$="/end"]')[0] as never });
  expect(ended.all('form[action$="/end"]')).toEqual([]);
  const en = await sara.open(`${app.url}/me/machines?lang=en`);
  expect(en.heading).toBe('Our own software');
});

test('it ends by time', async () => {
  const machine = await make({ days: 1 });
  app.travel({ days: 1 });
  expect((await token(machine)).error).toBe('unauthorized_client');
  expect((await getMachineOf(app.op(), idOf('sara'), machine.id)).endReason).toBe('expired');
});
