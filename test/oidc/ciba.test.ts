/** A system asks without the person being there (CIBA): the signatories answer on their own pages. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as jose from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedClient } from '../../src/clients/index.ts';
import { signedInBrowser, type TestApp, testApp } from '../support/app.ts';
import { companies, password, people } from '../support/people.ts';
import { client } from './support.ts';

const GRANT = 'urn:openid:params:grant-type:ciba';
let app: TestApp;
let listener: Server;
let keys: jose.GenerateKeyPairResult;
const pings: { to: unknown; token: unknown; id: unknown }[] = [];

beforeAll(async () => {
  keys = await jose.generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await jose.exportJWK(keys.publicKey)), kid: 'k', use: 'sig' };
  listener = createServer((_req, res) => res.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>(done => listener.listen(0, '127.0.0.1', done));
  const endpoint = `http://localhost:${(listener.address() as AddressInfo).port}/`;
  app = await testApp();
  const metadata = {
    redirect_uris: [],
    response_types: [],
    grant_types: [GRANT, 'refresh_token'],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks_uri: endpoint,
    scope: 'openid profile offline_access business_profile',
  };
  for (const [id, mode] of [
    ['polls', { backchannel_token_delivery_mode: 'poll' }],
    ['other', { backchannel_token_delivery_mode: 'poll' }],
    [
      'pinged',
      {
        backchannel_token_delivery_mode: 'ping',
        backchannel_client_notification_endpoint: 'https://pinged.example/ciba',
      },
    ],
  ] as const)
    await seedClient(app.op(), client(id, { metadata: { ...metadata, ...mode }, secretHash: null }));
});
afterAll(async () => {
  await app?.close();
  await new Promise(done => listener.close(done));
});

async function post(id: string, path: string, form: Record<string, string>) {
  const assertion = await new jose.SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .setIssuer(id)
    .setSubject(id)
    .setAudience(app.url)
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(keys.privateKey);
  const response = await fetch(`${app.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      ...form,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}
const ask = (id: string, who: string, hint: string, more: Record<string, string> = {}) =>
  post(id, '/backchannel', {
    scope: 'openid business_profile',
    login_hint: who,
    entity_hint: hint,
    ...more,
  });
const poll = (id: string, request: string | undefined, grant = GRANT) =>
  post(id, '/token', {
    grant_type: grant,
    [grant === GRANT ? 'auth_req_id' : 'device_code']: request ?? '',
  });
/** What counts is when the client asked last; nobody waits here. */
const later = () => app.system.db.updateTable('joint_approval').set({ polled_at: null }).execute();

async function answer(who: 'sara' | 'omid' | 'laleh', decision: 'allow' | 'deny') {
  const browser = await signedInBrowser(app, people[who].id, password, '/me/approvals');
  const list = await browser.open(`${app.url}/me/approvals`);
  const waiting = list.all('section[aria-labelledby="mine"] a[href^="/me/approvals/"]')[0];
  const page = await browser.open(`${app.url}${waiting?.getAttribute('href')}`);
  return page.submit({ decision });
}

test('two of three sign what a system asked for, and only then it gets its tokens, once', async () => {
  const { status, body } = await ask('polls', people.omid.id, companies.pars.id);
  expect(status).toBe(200);
  expect((await poll('polls', body.auth_req_id)).body.error).toBe('authorization_pending');
  expect((await poll('polls', body.auth_req_id)).body.error).toBe('slow_down');
  expect((await poll('other', body.auth_req_id)).body.error).toBe('invalid_grant');
  await later();
  await answer('laleh', 'allow');
  expect((await poll('polls', body.auth_req_id)).body.error).toBe('authorization_pending');
  await answer('omid', 'allow');
  const tokens = await poll('polls', body.auth_req_id);
  expect(tokens.status).toBe(200);
  const profile = await fetch(`${app.url}/api/v1/profile`, {
    headers: { authorization: `Bearer ${tokens.body.access_token}` },
  });
  expect(profile.status).toBe(200);
  expect(await profile.json()).toMatchObject({
    subject: { id: companies.pars.id },
    acting: { authority: { mode: 'joint' } },
    basis: { type: 'consent' },
  });
  const [, payload = ''] = (tokens.body.id_token ?? '').split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  expect(claims).toMatchObject({ acr: 'urn:yekbar:loa:1', represented: { id: companies.pars.id } });
  expect(claims.name).toBeUndefined();
  // Used twice, it ends what was issued for it, as a code does.
  expect((await poll('polls', body.auth_req_id)).body.error).toBe('invalid_grant');
});

test('a system that wants to be told is told, and learns nothing from it but that it may come', async () => {
  // The engine sends to https only: here stands what it would send, and where.
  const pinged = await app.app.oidc.provider.Client.find('pinged');
  Object.getPrototypeOf(pinged).backchannelPing = async function (
    this: { backchannelClientNotificationEndpoint: string },
    request: { jti: string; params: Record<string, unknown> },
  ) {
    pings.push({
      to: this.backchannelClientNotificationEndpoint,
      token: request.params.client_notification_token,
      id: request.jti,
    });
  };
  const { body } = await ask('pinged', people.sara.id, companies.arvand.id, {
    client_notification_token: 'notification-token-1',
  });
  await answer('sara', 'allow');
  await expect.poll(() => pings.length).toBe(1);
  expect(pings).toEqual([
    { to: 'https://pinged.example/ciba', token: 'notification-token-1', id: body.auth_req_id },
  ]);
  const tokens = await poll('pinged', body.auth_req_id);
  expect(tokens.status).toBe(200);

  // She takes it back on the same page: nothing is given on it any more.
  const profile = () =>
    fetch(`${app.url}/api/v1/profile`, {
      headers: { authorization: `Bearer ${tokens.body.access_token}` },
    });
  expect((await profile()).status).toBe(200);
  const sara = await signedInBrowser(app, people.sara.id, password, '/me/approvals');
  const list = await sara.open(`${app.url}/me/approvals`);
  const page = await list.follow(/\/me\/approvals\/[0-9a-f-]{36}/);
  await page.submit({}, { form: page.find('form[action$="/withdrawal"]') });
  expect((await profile()).status).toBe(403);
});

test('a refusal is told as access_denied', async () => {
  const { body } = await ask('polls', people.sara.id, companies.arvand.id);
  await answer('sara', 'deny');
  expect((await poll('polls', body.auth_req_id)).body.error).toBe('access_denied');
});

test('who does not exist, has no account, or has no power there, are answered alike', async () => {
  const codes = await Promise.all([
    ask('polls', people.golnaz.id, companies.arvand.id),
    ask('polls', people.navid.id, companies.arvand.id),
    ask('polls', people.reza.id, companies.kavir.id),
    ask('polls', people.sara.id, '99900000000'),
    ask('polls', 'no number', companies.arvand.id),
  ]);
  expect(codes.map(({ body }) => body.error)).toEqual([
    'unknown_user_id',
    'unknown_user_id',
    'unknown_user_id',
    'invalid_request',
    'unknown_user_id',
  ]);
});

test('a request of another kind, a foreign purpose, a message to mislead with: refused', async () => {
  const { body } = await ask('polls', people.maryam.id, 'self');
  expect((await poll('polls', body.auth_req_id, 'urn:ietf:params:oauth:grant-type:device_code')).status).toBe(
    400,
  );
  expect((await ask('polls', people.sara.id, 'self', { purpose: 'another' })).body.error).toBe(
    'invalid_request',
  );
  expect((await ask('polls', people.sara.id, 'self', { binding_message: 'W4SCT' })).body.error).toBe(
    'invalid_binding_message',
  );
  expect((await ask('polls', people.sara.id, 'self', { scope: 'openid' })).body.error).toBe(
    'invalid_request',
  );
});

test('a request that nobody answered in time has expired', async () => {
  const { body } = await ask('polls', people.maryam.id, 'self', { requested_expiry: '60' });
  expect(body.expires_in).toBe(60);
  app.travel({ minutes: 2 });
  const code = (await poll('polls', body.auth_req_id)).body.error;
  expect(['expired_token', 'invalid_grant']).toContain(code);
});

test('a token is for this issuer: another resource is refused when it is asked for, and when it is fetched', async () => {
  const elsewhere = { resource: 'https://api.example/' };
  const refused = await ask('polls', people.omid.id, companies.pars.id, elsewhere);
  expect([refused.status, refused.body.error]).toEqual([400, 'invalid_target']);
  const own = { resource: `${app.url}/api/v1/profile` };
  const { status, body } = await ask('polls', people.omid.id, companies.pars.id, own);
  expect(status, JSON.stringify(body)).toBe(200);
  const fetched = await post('polls', '/token', {
    grant_type: GRANT,
    auth_req_id: body.auth_req_id ?? '',
    ...elsewhere,
  });
  expect([fetched.status, fetched.body.error]).toEqual([400, 'invalid_target']);
});
