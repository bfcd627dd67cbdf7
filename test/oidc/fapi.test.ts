import * as jose from 'jose';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeedInput } from '../../src/clients/index.ts';
import { walk } from '../support/stories.ts';
import { Browser, CALLBACK, client, maryam, type TestOidc, testOidc } from './support.ts';

let app: TestOidc;
let keys: jose.GenerateKeyPairResult;
let rsa: jose.GenerateKeyPairResult;
const isBack = (url: URL) => url.href.startsWith(CALLBACK);

const keyed = async (id: string, profile: string, more: Record<string, unknown> = {}): Promise<SeedInput> => {
  const { metadata } = client(id);
  return client(id, {
    secretHash: null,
    metadata: {
      ...metadata,
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: {
        keys: [
          { ...(await jose.exportJWK(keys.publicKey)), kid: 'es', use: 'sig', alg: 'ES256' },
          { ...(await jose.exportJWK(rsa.publicKey)), kid: 'rs', use: 'sig' },
        ],
      },
      security_profile: profile,
      ...more,
    },
  });
};

beforeAll(async () => {
  app = await testOidc();
  keys = await jose.generateKeyPair('ES256', { extractable: true });
  rsa = await jose.generateKeyPair('RS256', { extractable: true });
  await app.add(await keyed('fapi', 'fapi2'));
  await app.add(await keyed('signing', 'fapi2-message-signing'));
});
afterAll(() => app?.close());

const connect = async (id: string) =>
  oidc.discovery(new URL(app.url), id, {}, oidc.PrivateKeyJwt({ key: keys.privateKey, kid: 'es' }), {
    execute: [oidc.allowInsecureRequests],
  });
const asked = async (verifier: string, more: Record<string, string> = {}) => ({
  redirect_uri: CALLBACK,
  scope: 'openid offline_access business_profile',
  code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state: 'a-state',
  nonce: 'a-nonce',
  ...more,
});
const assertion = (id: string, { alg = 'ES256', aud = app.url as string } = {}) =>
  new jose.SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader({ alg, kid: alg === 'ES256' ? 'es' : 'rs' })
    .setIssuer(id)
    .setSubject(id)
    .setAudience(aud)
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(alg === 'ES256' ? keys.privateKey : rsa.privateKey);
const par = async (id: string, body: Record<string, string>, as?: Parameters<typeof assertion>[1]) => {
  const response = await fetch(`${app.url}/par`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await assertion(id, as),
      ...body,
    }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
};

describe('a client of the FAPI 2.0 security profile', () => {
  it('signs in by a pushed request, proves its key with a nonce of ours, and gets tokens bound to it', async () => {
    const config = await connect('fapi');
    const verifier = oidc.randomPKCECodeVerifier();
    const dpop = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair());
    const url = await oidc.buildAuthorizationUrlWithPAR(
      config,
      await asked(verifier, { prompt: 'consent' }),
      { DPoP: dpop },
    );
    expect([...url.searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    const done = await walk(
      await new Browser().open(url, { until: isBack }),
      { ...maryam, actingFor: 'self' },
      { until: isBack },
    );
    expect(done.end.url.searchParams.get('iss')).toBe(app.url);
    const tokens = await oidc.authorizationCodeGrant(
      config,
      done.end.url,
      { pkceCodeVerifier: verifier, expectedState: 'a-state', expectedNonce: 'a-nonce' },
      undefined,
      { DPoP: dpop },
    );
    expect(tokens.token_type).toBe('dpop');
    const claims = tokens.claims();
    const info = await oidc.fetchUserInfo(config, tokens.access_token, claims?.sub ?? '', { DPoP: dpop });
    expect(info.represented).toEqual({ type: 'self' });
    const profile = await oidc.fetchProtectedResource(
      config,
      tokens.access_token,
      new URL(`${app.url}/api/v1/profile`),
      'GET',
      undefined,
      undefined,
      { DPoP: dpop },
    );
    expect(profile.status).toBe(200);
    const bare = await fetch(`${app.url}/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(bare.status).toBe(401);
    const renewed = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, {
      DPoP: dpop,
    });
    expect(renewed.token_type).toBe('dpop');
    // The profile forbids to change it at each use.
    expect(renewed.refresh_token ?? tokens.refresh_token).toBe(tokens.refresh_token);
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('is asked for a nonce when the proof has none', async () => {
    const pair = await jose.generateKeyPair('ES256');
    const proof = (nonce?: string) => async () =>
      new jose.SignJWT({
        htm: 'POST',
        htu: `${app.url}/token`,
        jti: crypto.randomUUID(),
        ...(nonce ? { nonce } : {}),
      })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await jose.exportJWK(pair.publicKey) })
        .setIssuedAt()
        .sign(pair.privateKey);
    const ask = async (dpop: string) =>
      fetch(`${app.url}/token`, {
        method: 'POST',
        headers: { dpop },
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: 'none',
          redirect_uri: CALLBACK,
          code_verifier: oidc.randomPKCECodeVerifier(),
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: await assertion('fapi'),
        }),
      });
    const first = await ask(await proof()());
    expect(await first.json()).toMatchObject({ error: 'use_dpop_nonce' });
    const nonce = first.headers.get('dpop-nonce') ?? '';
    expect(nonce).not.toBe('');
    expect(await (await ask(await proof(nonce)())).json()).toMatchObject({ error: 'invalid_grant' });
    expect(await (await ask(await proof('made-up-by-somebody-else')())).json()).toMatchObject({
      error: 'use_dpop_nonce',
    });
  });

  it('cannot ask in the address, without PKCE, or with another response type', async () => {
    const query = new URLSearchParams({
      client_id: 'fapi',
      response_type: 'code',
      ...(await asked('v'.repeat(43))),
    });
    const page = await new Browser().open(`${app.url}/auth?${query}`, { until: isBack });
    expect(page.url.searchParams.get('error') ?? page.text).toContain('invalid_request');
    const { code_challenge: _c, code_challenge_method: _m, ...plain } = await asked('v'.repeat(43));
    expect((await par('fapi', { response_type: 'code', ...plain })).body.error).toBe('invalid_request');
    const token = await par('fapi', { response_type: 'code id_token', ...(await asked('v'.repeat(43))) });
    expect(token.status).toBe(400);
  });

  it('proves itself to this issuer only, and not by RS256', async () => {
    const body = { response_type: 'code', ...(await asked('v'.repeat(43))) };
    expect((await par('fapi', body)).status).toBe(201);
    expect((await par('fapi', body, { alg: 'RS256' })).body.error).toBe('invalid_client');
    expect((await par('fapi', body, { aud: `${app.url}/token` })).body.error).toBe('invalid_client');
    const secret = await fetch(`${app.url}/par`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('fapi:fapi-secret')}` },
      body: new URLSearchParams(body),
    });
    expect(secret.status).toBe(401);
  });
});

describe('a client that signs its messages', () => {
  it('asks by a signed request, and gets signed answers', async () => {
    const config = await connect('signing');
    oidc.useJwtResponseMode(config);
    const verifier = oidc.randomPKCECodeVerifier();
    const dpop = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair());
    const jar = await oidc.buildAuthorizationUrlWithJAR(
      config,
      { ...(await asked(verifier)), nbf: '0' },
      { key: keys.privateKey, kid: 'es' },
      {
        [oidc.modifyAssertion]: (_header, payload) => {
          payload.nbf = payload.iat as number;
        },
      },
    );
    const url = await oidc.buildAuthorizationUrlWithPAR(config, jar.searchParams, { DPoP: dpop });
    const done = await walk(
      await new Browser().open(url, { until: isBack }),
      { ...maryam, actingFor: 'self' },
      { until: isBack },
    );
    expect([...done.end.url.searchParams.keys()]).toEqual(['response']);
    const tokens = await oidc.authorizationCodeGrant(
      config,
      done.end.url,
      { pkceCodeVerifier: verifier, expectedState: 'a-state', expectedNonce: 'a-nonce' },
      undefined,
      { DPoP: dpop },
    );
    expect(tokens.token_type).toBe('dpop');
    const said = await fetch(`${app.url}/introspect`, {
      method: 'POST',
      headers: { accept: 'application/token-introspection+jwt' },
      body: new URLSearchParams({
        token: tokens.access_token,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion('signing'),
      }),
    });
    expect(said.headers.get('content-type')).toContain('application/token-introspection+jwt');
    const { payload, protectedHeader } = await jose.jwtVerify(
      await said.text(),
      jose.createRemoteJWKSet(new URL(`${app.url}/jwks`)),
      { issuer: app.url, audience: 'signing' },
    );
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'token-introspection+jwt' });
    expect(payload.token_introspection).toMatchObject({ active: true, client_id: 'signing' });
  });

  it('is refused without a signed request, with a stale one, and with an unsigned answer', async () => {
    const plain = { response_type: 'code', response_mode: 'jwt', ...(await asked('v'.repeat(43))) };
    expect((await par('signing', plain)).body.error).toBe('invalid_request');
    const request = (more: Record<string, unknown>, alg = 'ES256') =>
      new jose.SignJWT({ ...plain, client_id: 'signing', ...more })
        .setProtectedHeader({ alg, kid: alg === 'ES256' ? 'es' : 'rs', typ: 'oauth-authz-req+jwt' })
        .setIssuer('signing')
        .setAudience(app.url)
        .sign(alg === 'ES256' ? keys.privateKey : rsa.privateKey);
    const now = Math.floor(Date.now() / 1000);
    const good = { nbf: now, exp: now + 300 };
    expect((await par('signing', { request: await request(good) })).status).toBe(201);
    for (const [more, alg] of [
      [{ exp: now + 300 }, 'ES256'],
      [{ nbf: now }, 'ES256'],
      [{ nbf: now, exp: now + 4000 }, 'ES256'],
      [{ nbf: now - 4000, exp: now + 10 }, 'ES256'],
      [good, 'RS256'],
    ] as const)
      expect(
        (await par('signing', { request: await request(more, alg) })).body.error,
        JSON.stringify(more),
      ).toBe('invalid_request_object');
    const query = await par('signing', { request: await request({ ...good, response_mode: 'query' }) });
    expect(query.status).toBe(400);
  });
});
