import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lifetimes } from '../../src/oidc/lifetimes.ts';
import { walk } from '../support/stories.ts';
import { Browser, CALLBACK, client, maryam, type TestOidc, testOidc } from './support.ts';

let app: TestOidc;
let keyed: Record<string, unknown>;
let key: CryptoKey;
beforeAll(async () => {
  app = await testOidc();
  const { publicKey, privateKey } = await jose.generateKeyPair('ES256', { extractable: true });
  key = privateKey;
  const jwks = { keys: [{ ...(await jose.exportJWK(publicKey)), kid: 'k', use: 'sig' }] };
  keyed = { token_endpoint_auth_method: 'private_key_jwt', jwks };
  for (const [id, profile] of [
    ['one', 'fapi2'],
    ['two', 'fapi2'],
    ['signs', 'fapi2-message-signing'],
  ] as const)
    await app.add(
      client(id, {
        secretHash: null,
        metadata: { ...client(id).metadata, ...keyed, security_profile: profile },
      }),
    );
});
afterAll(() => app?.close());

describe('registering a profile', () => {
  const register = async (body: Record<string, unknown>) => {
    const response = await fetch(`${app.url}/reg`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-initial-access-token', 'content-type': 'application/json' },
      body: JSON.stringify({ redirect_uris: [CALLBACK], ...body }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('shows what the profile demands', async () => {
    const done = await register({ security_profile: 'fapi2', ...keyed });
    expect(done.status, JSON.stringify(done.body)).toBe(201);
    expect(done.body).toMatchObject({
      security_profile: 'fapi2',
      require_pushed_authorization_requests: true,
      dpop_bound_access_tokens: true,
      id_token_signed_response_alg: 'ES256',
    });
    expect(done.body.client_secret).toBeUndefined();
  });

  it.each([
    ['another way to prove itself', { security_profile: 'fapi2' }, 'private_key_jwt'],
    ['RS256', { security_profile: 'fapi2', id_token_signed_response_alg: 'RS256', keyed: true }, 'RS256'],
    ['no PKCE', { security_profile: 'fapi2', require_pkce: false, keyed: true }, 'PKCE'],
    ['a profile that there is not', { security_profile: 'fapi3', keyed: true }, 'security_profile'],
    [
      'unsigned answers',
      { security_profile: 'fapi2-message-signing', response_modes: ['query'], keyed: true },
      'response_modes',
    ],
    [
      'an implicit response',
      { security_profile: 'fapi2', response_types: ['id_token'], keyed: true },
      'response_types',
    ],
  ])('refuses %s', async (_name, { keyed: withKeys, ...body }: Record<string, unknown>, hint) => {
    const done = await register({ ...(withKeys ? keyed : {}), ...body });
    expect(done.status).toBe(400);
    expect(done.body.error).toBe('invalid_client_metadata');
    expect(done.body.error_description).toContain(hint);
  });
});

const VERIFIER = 'v'.repeat(43);
const CHALLENGE = jose.base64url.encode(
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(VERIFIER))),
);
const asked = {
  response_type: 'code',
  redirect_uri: CALLBACK,
  scope: 'openid',
  code_challenge: CHALLENGE,
  code_challenge_method: 'S256',
  state: 'a-state',
};
const seconds = () => Math.floor(Date.now() / 1000);

async function post(
  path: string,
  id: string,
  body: Record<string, string>,
  claims: object = {},
  dpop?: string,
) {
  const assertion = await new jose.SignJWT({
    iss: id,
    sub: id,
    aud: app.url,
    jti: crypto.randomUUID(),
    iat: seconds(),
    exp: seconds() + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .sign(key);
  const response = await fetch(app.url + path, {
    method: 'POST',
    headers: dpop ? { dpop } : {},
    body: new URLSearchParams({
      client_id: id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      ...body,
    }),
  });
  const nonce = response.headers.get('dpop-nonce') ?? undefined;
  return { status: response.status, nonce, body: (await response.json()) as Record<string, string> };
}

/** To the code of a pushed request. */
async function codeFor(id: string, more: Record<string, string> = {}): Promise<string> {
  const { body } = await post('/par', id, { ...asked, ...more });
  const until = (url: URL) => url.href.startsWith(CALLBACK);
  const query = new URLSearchParams({ client_id: id, request_uri: body.request_uri ?? '' });
  const first = await new Browser().open(`${app.url}/auth?${query}`, { until });
  const done = await walk(first, { ...maryam, actingFor: 'self' }, { until });
  return done.end.url.searchParams.get('code') ?? '';
}

async function redeem(id: string, code: string, pair: jose.GenerateKeyPairResult) {
  const proof = async (nonce?: string) =>
    new jose.SignJWT({
      htm: 'POST',
      htu: `${app.url}/token`,
      jti: crypto.randomUUID(),
      ...(nonce ? { nonce } : {}),
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await jose.exportJWK(pair.publicKey) })
      .setIssuedAt()
      .sign(pair.privateKey);
  const body = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: VERIFIER };
  const { nonce } = await post('/token', id, body, {}, await proof());
  return post('/token', id, body, {}, await proof(nonce));
}

describe('the plans of FAPI 2.0, by the names of their modules', () => {
  it('par-attempt-to-use-request_uri-for-different-client', async () => {
    const { body } = await post('/par', 'one', asked);
    const query = new URLSearchParams({ client_id: 'two', request_uri: body.request_uri ?? '' });
    const page = await new Browser().open(`${app.url}/auth?${query}`);
    expect([page.url.origin, page.fields.includes('password')]).toEqual([app.url, false]);
  });

  it('par-without-pkce, par-plain-pkce-rejected, par-request-uri-rejected, unregistered-redirect-uri', async () => {
    const { code_challenge: _c, code_challenge_method: _m, ...bare } = asked;
    for (const body of [
      bare,
      { ...asked, code_challenge_method: 'plain' },
      { ...asked, request_uri: 'urn:ietf:params:oauth:request_uri:x' },
      { ...asked, redirect_uri: 'https://elsewhere.example/' },
    ])
      expect((await post('/par', 'one', body)).status).toBe(400);
    const good = await post('/par', 'one', asked);
    expect(good.status).toBe(201);
    expect(Number(good.body.expires_in)).toBeLessThan(600);
  });

  it('ensure-client-assertion-with-clock-skew: some seconds of another clock are borne, and no more', async () => {
    for (const claims of [{ nbf: seconds() + 8 }, { iat: seconds() + 8 }])
      expect((await post('/par', 'one', asked, claims)).status, JSON.stringify(claims)).toBe(201);
    for (const claims of [
      { exp: seconds() - 300 },
      { nbf: seconds() + 120 },
      { aud: [app.url, 'https://x.example'] },
    ])
      expect((await post('/par', 'one', asked, claims)).status, JSON.stringify(claims)).toBe(401);
  });

  it('ensure-token-endpoint-fails-with-mismatched-dpop-jkt, and the code is worth nothing to another client', async () => {
    const [right, wrong] = [await jose.generateKeyPair('ES256'), await jose.generateKeyPair('ES256')];
    const jkt = await jose.calculateJwkThumbprint(await jose.exportJWK(right.publicKey));
    const code = await codeFor('one', { dpop_jkt: jkt });
    expect((await redeem('one', code, wrong)).status).toBe(400);
    const another = await codeFor('one', { dpop_jkt: jkt });
    expect((await redeem('two', another, right)).body.error).toBe('invalid_grant');
    const good = await redeem('one', await codeFor('one', { dpop_jkt: jkt }), right);
    expect([good.status, good.body.token_type]).toEqual([200, 'DPoP']);
    expect(good.body.refresh_token).toBeUndefined();
  });

  it('ensure-authorization-code-is-short-lived: no code is good for more than a minute', () => {
    expect(lifetimes.code).toBeLessThanOrEqual(60);
  });

  it('ensure-request-object-signature-and-claims: aud, nbf, exp, iss, alg, and some seconds of another clock', async () => {
    const request = (more: Record<string, unknown>, header: Record<string, unknown> = {}) =>
      new jose.SignJWT({
        ...asked,
        response_mode: 'jwt',
        client_id: 'signs',
        iss: 'signs',
        aud: app.url,
        nbf: seconds(),
        exp: seconds() + 300,
        ...more,
      })
        .setProtectedHeader({ alg: 'ES256', kid: 'k', typ: 'oauth-authz-req+jwt', ...header })
        .sign(key);
    for (const more of [{}, { nbf: seconds() + 8 }])
      expect((await post('/par', 'signs', { request: await request(more) })).status).toBe(201);
    for (const more of [
      { aud: 'https://elsewhere.example' },
      { iss: 'one' },
      { client_id: 'one' },
      { exp: seconds() - 60, nbf: seconds() - 120 },
      { nbf: seconds() + 120 },
    ])
      expect(
        (await post('/par', 'signs', { request: await request(more) })).status,
        JSON.stringify(more),
      ).toBe(400);
    const whole = await request({});
    const spoilt = whole.slice(0, -6) + (whole.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA');
    expect((await post('/par', 'signs', { request: spoilt })).status).toBe(400);
  });
});
