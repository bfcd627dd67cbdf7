import 'reflect-metadata';
import { KeyObject, type webcrypto } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { X509CertificateGenerator } from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subFor } from '../../src/oidc/sub.ts';
import { Browser, CALLBACK, type TestOidc, testOidc } from './support.ts';

const selfSigned = async (keys: webcrypto.CryptoKeyPair) =>
  (
    await X509CertificateGenerator.createSelfSigned({
      name: 'CN=localhost',
      keys,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' } as never,
    })
  ).toString('pem');
const privatePem = async (key: webcrypto.CryptoKey) =>
  KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }).toString();

let app: TestOidc;
beforeAll(async () => {
  app = await testOidc();
});
afterAll(() => app?.close());

type Answer = Record<string, unknown>;
const register = async (body: Answer, token = 'demo-initial-access-token') => {
  const response = await fetch(`${app.url}/reg`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Answer };
};
const manage = (of: Answer, method: string, body?: Answer, token = of.registration_access_token) =>
  fetch(String(of.registration_client_uri), {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const known = async (id: unknown) => {
  const query = new URLSearchParams({
    client_id: String(id),
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
  });
  return (await fetch(`${app.url}/auth?${query}`, { redirect: 'manual' })).status;
};

describe('a system that registers itself', () => {
  it('is taken with all that a test suite says of it', async () => {
    const done = await register({
      client_name: 'suite',
      application_type: 'web',
      redirect_uris: [CALLBACK, 'https://suite.example.com/test/a/callback'],
      post_logout_redirect_uris: ['https://suite.example.com/test/a/post_logout_redirect'],
      backchannel_logout_uri: 'https://suite.example.com/test/a/backchannel_logout',
      backchannel_logout_session_required: true,
      jwks_uri: 'https://suite.example.com/test/a/jwks',
      id_token_signed_response_alg: 'RS256',
      userinfo_signed_response_alg: 'RS256',
      request_object_signing_alg: 'RS256',
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      response_modes: ['query', 'form_post'],
      initiate_login_uri: 'https://suite.example.com/login',
      contacts: ['certification@example.com'],
      logo_uri: 'https://suite.example.com/logo.png',
      client_uri: 'https://suite.example.com/',
      policy_uri: 'https://suite.example.com/policy',
      tos_uri: 'https://suite.example.com/tos',
      subject_type: 'pairwise',
      default_max_age: 15000,
      require_auth_time: true,
      require_pkce: false,
      something_unheard_of: 1,
    });
    expect(done.status, JSON.stringify(done.body)).toBe(201);
    expect(done.body).toMatchObject({
      require_pkce: false,
      id_token_signed_response_alg: 'RS256',
      client_secret_expires_at: 0,
    });
    expect(done.body.something_unheard_of).toBeUndefined();
    expect(String(done.body.client_secret).length).toBeGreaterThan(30);
  });

  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('may have ID tokens by %s', async alg => {
    const done = await register({ redirect_uris: [CALLBACK], id_token_signed_response_alg: alg });
    expect(done.body.id_token_signed_response_alg).toBe(alg);
  });

  it.each([
    ['no address', {}, 'redirect_uris'],
    ['an address with a fragment', { redirect_uris: [`${CALLBACK}#x`] }, 'fragment'],
    ['http on another machine', { redirect_uris: ['http://example.com/cb'] }, 'not_https'],
    [
      'a sector at an address that does not answer',
      { redirect_uris: [CALLBACK], sector_identifier_uri: 'https://x.example.com/s' },
      'sector',
    ],
    [
      'a secret as key',
      { redirect_uris: [CALLBACK], id_token_signed_response_alg: 'HS256' },
      'id_token_signed_response_alg',
    ],
    [
      'unsigned ID tokens',
      { redirect_uris: [CALLBACK], id_token_signed_response_alg: 'none' },
      'id_token_signed_response_alg',
    ],
    ['the implicit flow', { redirect_uris: [CALLBACK], response_types: ['id_token'] }, 'response_types'],
    [
      'both jwks and jwks_uri',
      { redirect_uris: [CALLBACK], jwks: { keys: [] }, jwks_uri: 'https://x.example.com/k' },
      'jwks',
    ],
    ['a logo that is a script', { redirect_uris: [CALLBACK], logo_uri: 'javascript:alert(1)' }, 'logo_uri'],
    [
      'a sign-out address inside',
      { redirect_uris: [CALLBACK], backchannel_logout_uri: 'ftp://x.example.com/' },
      'backchannel_logout_uri',
    ],
    ['a NUL in a name', { redirect_uris: [CALLBACK], client_name: 'a\0b' }, 'NUL'],
    ['half a character', { redirect_uris: [CALLBACK], contacts: ['\ud800'] }, 'half a character'],
    ['scopes of an agency', { redirect_uris: [CALLBACK], scope: 'openid agency:write' }, 'agencies'],
    ['scopes of a custodian', { redirect_uris: [CALLBACK], scope: 'custody.write' }, 'registers'],
    ['scopes of the administration', { redirect_uris: [CALLBACK], scope: 'openid admin:read' }, 'admin'],
  ])('is refused with %s, and told why', async (_name, body, hint) => {
    const done = await register(body);
    expect(done.status).toBe(400);
    expect(done.body.error).toMatch(/^invalid_(client_metadata|redirect_uri)$/);
    expect(done.body.error_description).toContain(hint);
  });

  it('shares a sector with who stands in the same list, once; who does not stand in it is refused', async () => {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    const certificate = await selfSigned(keys);
    const asked: string[] = [];
    const listed = ['http://localhost:8085/callback', 'http://localhost:8086/callback'];
    const server = createServer({ cert: certificate, key: await privatePem(keys.privateKey) }, (req, res) => {
      asked.push(req.url ?? '');
      res.setHeader('content-type', 'application/json').end(JSON.stringify(listed));
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const sector = `https://localhost:${(server.address() as AddressInfo).port}/list`;
    const one = await register({ redirect_uris: [CALLBACK], sector_identifier_uri: sector });
    const two = await register({
      redirect_uris: ['http://localhost:8086/callback'],
      sector_identifier_uri: sector,
    });
    const alone = await register({ redirect_uris: [CALLBACK] });
    expect([one.status, two.status], JSON.stringify([one.body, two.body])).toEqual([201, 201]);
    const { provider } = app.oidc;
    const subs = await Promise.all(
      [one, two, alone].map(async ({ body }) => {
        const found = await provider.Client.find(String(body.client_id));
        return subFor(app.test.system)({} as never, app.persons.sara, found as never);
      }),
    );
    expect(subs[0]).toBe(subs[1]);
    expect(subs[0]).not.toBe(subs[2]);
    expect(asked).toEqual(['/list', '/list']);
    const bad = await register({ redirect_uris: [`${CALLBACK}/other`], sector_identifier_uri: sector });
    expect([bad.status, bad.body.error]).toEqual([400, 'invalid_client_metadata']);
    server.close();
  });

  it('shows its sign, its policy and its terms where people sign in, and no other picture may load', async () => {
    const { body } = await register({
      redirect_uris: [CALLBACK],
      client_name: 'A suite',
      logo_uri: 'https://suite.example.com/logo.png',
      policy_uri: 'https://suite.example.com/policy',
      tos_uri: 'https://suite.example.com/tos',
      contacts: ['somebody@suite.example.com'],
    });
    const query = new URLSearchParams({
      client_id: String(body.client_id),
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
    const page = await new Browser().open(`${app.url}/auth?${query}`);
    expect(page.find('img.door-logo').getAttribute('src')).toBe('https://suite.example.com/logo.png');
    expect(page.link('https://suite.example.com/policy').pathname).toBe('/policy');
    expect(page.link('https://suite.example.com/tos').pathname).toBe('/tos');
    const policy = page.response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("img-src 'self' data: https://suite.example.com;");
    expect(page.body).not.toContain('somebody@');
  });

  it('needs the initial token', async () => {
    expect((await register({ redirect_uris: [CALLBACK] }, 'other')).status).toBe(401);
  });

  it('reads, changes and ends its registration with its own token only', async () => {
    const { body: mine } = await register({ redirect_uris: [CALLBACK], client_name: 'before' });
    const { body: other } = await register({ redirect_uris: [CALLBACK] });
    const read = await manage(mine, 'GET');
    expect(read.status).toBe(200);
    const seen = (await read.json()) as Answer;
    expect(seen).toMatchObject({ client_id: mine.client_id, redirect_uris: [CALLBACK] });
    expect(seen.client_secret).toBeUndefined();
    expect((await manage(mine, 'GET', undefined, 'nothing')).status).toBe(401);
    const changed = await manage(mine, 'PUT', {
      client_id: mine.client_id,
      client_name: 'after',
      redirect_uris: [CALLBACK, `${CALLBACK}2`],
    });
    expect(changed.status, await changed.clone().text()).toBe(200);
    expect(await (await manage(mine, 'GET')).json()).toMatchObject({
      client_name: 'after',
      redirect_uris: [CALLBACK, `${CALLBACK}2`],
    });
    const kinds = (await app.test.system.db.selectFrom('audit_event').select(['kind', 'client_id']).execute())
      .filter(event => event.client_id === mine.client_id)
      .map(event => event.kind);
    expect(kinds).toEqual(['clients.registered', 'clients.changed']);
    const bad = await manage(mine, 'PUT', {
      client_id: mine.client_id,
      redirect_uris: ['http://example.com/'],
    });
    expect(bad.status).toBe(400);
    // A token that is shown for somebody else's registration is worth nothing, and dies.
    expect((await manage(other, 'DELETE', undefined, mine.registration_access_token)).status).toBe(401);
    expect((await manage(mine, 'GET')).status).toBe(401);
    expect((await manage(other, 'DELETE')).status).toBe(204);
    expect(await known(other.client_id)).toBe(400);
    expect((await manage(other, 'GET')).status).toBe(401);
  });

  it('keeps its secret when it changes', async () => {
    const { body: mine } = await register({
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'client_credentials'],
    });
    await manage(mine, 'PUT', {
      client_id: mine.client_id,
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'client_credentials'],
    });
    const token = await fetch(`${app.url}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${mine.client_id}:${mine.client_secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect(token.status).toBe(200);
  });
});
