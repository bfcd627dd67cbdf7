/** What the plans of the OpenID Foundation's suite ask of a provider (basic, config, dynamic, rp-logout), by their names. */
import { createHash } from 'node:crypto';
import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walk } from '../support/stories.ts';
import { Browser, CALLBACK, maryam, type TestOidc, testOidc } from './support.ts';

type Json = Record<string, unknown>;
const HOME = 'http://localhost:8085/';
const answers = { ...maryam, actingFor: 'self' } as const;
const until = (url: URL) => url.href.startsWith(HOME);
let app: TestOidc;
let found: Record<string, string>;
let publicKeys: ReturnType<typeof jose.createRemoteJWKSet>;
let mine: Record<string, string>;

beforeAll(async () => {
  app = await testOidc();
  found = (await (await fetch(`${app.url}/.well-known/openid-configuration`)).json()) as Record<
    string,
    string
  >;
  publicKeys = jose.createRemoteJWKSet(new URL(found.jwks_uri ?? ''));
  mine = await register();
});
afterAll(() => app?.close());

/** As the suite registers its clients. */
async function register(more: Json = {}): Promise<Record<string, string>> {
  const response = await fetch(found.registration_endpoint ?? '', {
    method: 'POST',
    headers: { authorization: 'Bearer demo-initial-access-token', 'content-type': 'application/json' },
    body: JSON.stringify({
      redirect_uris: [CALLBACK],
      post_logout_redirect_uris: [HOME],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
      require_pkce: false,
      ...more,
    }),
  });
  const body = (await response.json()) as Record<string, string>;
  if (response.status !== 201) throw new Error(JSON.stringify(body));
  return body;
}
const asked = (more: Record<string, string | undefined> = {}) => {
  const all = {
    client_id: mine.client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid',
    state: 'the-state',
    nonce: 'the-nonce',
    ...more,
  };
  return new URLSearchParams(
    Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined),
  );
};
const open = (more: Record<string, string | undefined> = {}, browser = new Browser()) =>
  browser.open(`${found.authorization_endpoint}?${asked(more)}`, { until });
/** Signs in, answers whatever is asked, and comes back. */
async function authorize(more: Record<string, string | undefined> = {}, browser = new Browser()) {
  const done = await walk(await open(more, browser), answers, { until });
  return { browser, back: done.end.url.searchParams, asked: done.asked, end: done.end };
}
const post = async (body: Record<string, string>, of = mine, path = 'token_endpoint') => {
  const response = await fetch(found[path] ?? '', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${of.client_id}:${of.client_secret}`)}` },
    body: new URLSearchParams(body),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, string>,
  };
};
const redeem = (code: string | null, of = mine) =>
  post({ grant_type: 'authorization_code', code: code ?? '', redirect_uri: CALLBACK }, of);
const verified = async (token: string | undefined, of = mine) =>
  (await jose.jwtVerify(token ?? '', publicKeys, { issuer: app.url, audience: of.client_id ?? '' })).payload;
const userinfo = (token: string | undefined, init: RequestInit = {}) =>
  fetch(found.userinfo_endpoint ?? '', { headers: { authorization: `Bearer ${token}` }, ...init });

async function signIn(more: Record<string, string | undefined> = {}, browser = new Browser(), of = mine) {
  const done = await authorize({ client_id: of.client_id, ...more }, browser);
  const { body, headers } = await redeem(done.back.get('code'), of);
  return { ...done, tokens: body, headers, claims: await verified(body.id_token, of) };
}

describe('config', () => {
  it('oidcc-discovery-endpoint-verification', async () => {
    expect(found.issuer).toBe(app.url);
    for (const name of [
      'authorization',
      'token',
      'userinfo',
      'registration',
      'end_session',
      'introspection',
      'revocation',
      'pushed_authorization_request',
      'device_authorization',
    ])
      expect(found[`${name}_endpoint`]?.startsWith(app.url), name).toBe(true);
    expect(found.response_types_supported).toEqual(['code']);
    expect(found.subject_types_supported).toEqual(['pairwise']);
    for (const alg of ['RS256', 'ES256', 'PS256', 'EdDSA'])
      expect(found.id_token_signing_alg_values_supported).toContain(alg);
    expect(found.scopes_supported).toEqual(
      expect.arrayContaining(['openid', 'profile', 'phone', 'offline_access']),
    );
    expect(found.claims_parameter_supported).toBe(true);
    expect(found.request_parameter_supported).toBe(true);
    expect(found.request_uri_parameter_supported).toBe(false);
    expect(found.backchannel_logout_supported).toBe(true);
    expect(found.authorization_response_iss_parameter_supported).toBe(true);
    expect(found.response_modes_supported).toEqual(
      expect.arrayContaining(['query', 'form_post', 'jwt', 'query.jwt', 'form_post.jwt']),
    );
    const oauth = await fetch(`${app.url}/.well-known/oauth-authorization-server`);
    expect(oauth.status).toBe(200);
  });

  it('oidcc-server jwks: no private part, an id and a use on every key', async () => {
    const { keys } = (await (await fetch(found.jwks_uri ?? '')).json()) as { keys: jose.JWK[] };
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
    for (const key of keys) {
      expect(key).toMatchObject({ kid: expect.any(String), use: expect.stringMatching(/^(sig|enc)$/) });
      for (const secret of ['d', 'p', 'q', 'k']) expect(key).not.toHaveProperty(secret);
    }
  });
});

describe('basic', () => {
  it('oidcc-server: code, state, nonce, iss; ID token complete; nothing cached', async () => {
    const { back, tokens, claims, headers } = await signIn();
    expect([back.get('state'), back.get('iss')]).toEqual(['the-state', app.url]);
    expect(tokens.token_type).toBe('Bearer');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(claims).toMatchObject({ nonce: 'the-nonce', aud: mine.client_id });
    expect(Number(claims.exp)).toBeGreaterThan(Number(claims.iat));
    expect(String(claims.sub).length).toBeLessThan(256);
  });

  it('oidcc-response-type-missing', async () => {
    const { back, end } = await authorize({ response_type: undefined });
    expect(back.get('error') ?? end.text).toContain('invalid_request');
  });

  it('oidcc-ensure-registered-redirect-uri: a page with the code of the error, no redirect', async () => {
    const page = await open({ redirect_uri: `${CALLBACK}2` });
    expect(page.url.href.startsWith(app.url)).toBe(true);
    expect(page.text).toContain('invalid_redirect_uri');
  });

  it('oidcc-redirect-uri-query-OK, -mismatch, -added', async () => {
    const of = await register({ redirect_uris: [`${CALLBACK}?foo=bar`] });
    const ok = await authorize({ client_id: of.client_id, redirect_uri: `${CALLBACK}?foo=bar` });
    expect([ok.back.get('foo'), ok.back.has('code')]).toEqual(['bar', true]);
    for (const uri of [`${CALLBACK}?foo=baz`, `${CALLBACK}?foo=bar&x=y`, CALLBACK])
      expect((await open({ client_id: of.client_id, redirect_uri: uri })).status).toBe(400);
  });

  it('oidcc-prompt-login: asks again, and auth_time is not older', async () => {
    const first = await signIn({ max_age: '15000' });
    await new Promise(done => setTimeout(done, 1100));
    const second = await signIn({ prompt: 'login' }, first.browser);
    expect(second.asked).toContain('password');
    expect(Number(second.claims.auth_time)).toBeGreaterThan(Number(first.claims.auth_time));
    expect(second.claims.sub).toBe(first.claims.sub);
  });

  it('oidcc-prompt-none-not-logged-in', async () => {
    expect((await authorize({ prompt: 'none' })).back.get('error')).toBe('login_required');
  });

  it('oidcc-prompt-none-logged-in, oidcc-id-token-hint: the same person without a page', async () => {
    const first = await signIn();
    const second = await signIn({ prompt: 'none', id_token_hint: first.tokens.id_token }, first.browser);
    expect(second.asked).toEqual([]);
    expect([second.claims.sub, second.claims.auth_time]).toEqual([first.claims.sub, first.claims.auth_time]);
  });

  it('oidcc-max-age-1, oidcc-max-age-10000', async () => {
    const first = await signIn();
    const late = await signIn({ max_age: '10000' }, first.browser);
    expect(late.asked).toEqual([]);
    expect(late.claims.auth_time).toBeTypeOf('number');
    await new Promise(done => setTimeout(done, 2100));
    const fresh = await signIn({ max_age: '1' }, first.browser);
    expect(fresh.asked).toEqual(['password']);
    expect(Number(fresh.claims.auth_time)).toBeGreaterThan(Number(late.claims.auth_time));
  });

  it('oidcc-login-hint, oidcc-ui-locales, oidcc-claims-locales, oidcc-display-page, -popup, acr_values: go through', async () => {
    for (const more of [
      { login_hint: 'bob@example.com' },
      { ui_locales: 'se' },
      { ui_locales: 'en fa' },
      { claims_locales: 'se' },
      { display: 'page' },
      { display: 'popup' },
      { acr_values: '1 2' },
    ])
      expect((await authorize(more)).back.get('code'), JSON.stringify(more)).not.toBeNull();
  });

  it('oidcc-ensure-request-with-unknown-parameter-succeeds', async () => {
    expect((await authorize({ extra: 'foobar' })).back.has('code')).toBe(true);
  });

  it('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
    const { claims } = await signIn({ nonce: undefined });
    expect(claims.nonce).toBeUndefined();
  });

  it('oidcc-claims-essential, oidcc-scope-profile, oidcc-scope-phone, oidcc-scope-all', async () => {
    const essential = await signIn({ claims: JSON.stringify({ userinfo: { name: { essential: true } } }) });
    expect(await (await userinfo(essential.tokens.access_token)).json()).toMatchObject({
      name: expect.any(String),
    });
    const all = await signIn({ scope: 'openid profile email address phone' });
    const info = (await (await userinfo(all.tokens.access_token)).json()) as Json;
    expect(info).toMatchObject({
      sub: all.claims.sub,
      name: expect.any(String),
      phone_number: expect.stringMatching(/^\+98/),
    });
  });

  it('oidcc-userinfo-get, -post-header, -post-body', async () => {
    const { tokens, claims } = await signIn();
    for (const init of [
      {},
      { method: 'POST' },
      { method: 'POST', headers: {}, body: new URLSearchParams({ access_token: tokens.access_token ?? '' }) },
    ]) {
      const answer = await userinfo(tokens.access_token, init);
      expect(answer.status, JSON.stringify(init)).toBe(200);
      expect(await answer.json()).toMatchObject({ sub: claims.sub });
    }
  });

  it('oidcc-codereuse, oidcc-codereuse-30seconds: invalid_grant, and the tokens die', async () => {
    const { back, tokens } = await signIn();
    const again = await redeem(back.get('code'));
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
    expect((await userinfo(tokens.access_token)).status).toBe(401);
  });

  it('oidcc-server-client-secret-post', async () => {
    const of = await register({ token_endpoint_auth_method: 'client_secret_post' });
    const { back } = await authorize({ client_id: of.client_id });
    const body = { grant_type: 'authorization_code', code: back.get('code') ?? '', redirect_uri: CALLBACK };
    const secret = { client_id: of.client_id ?? '', client_secret: of.client_secret ?? '' };
    const response = await fetch(found.token_endpoint ?? '', {
      method: 'POST',
      body: new URLSearchParams({ ...body, ...secret }),
    });
    expect(response.status).toBe(200);
  });

  it('oidcc-ensure-post-request-succeeds: with the session, and nothing twice', async () => {
    const { browser } = await signIn();
    const send = (body: URLSearchParams) =>
      browser.open(found.authorization_endpoint ?? '', { method: 'POST', body, until });
    const page = await send(asked());
    expect([page.url.searchParams.has('code'), page.url.searchParams.get('state')]).toEqual([
      true,
      'the-state',
    ]);
    const twice = asked();
    twice.append('redirect_uri', 'http://evil.example/');
    expect((await send(twice)).status).toBe(400);
    expect((await send(asked({ login_hint: 'x'.repeat(20_000) }))).status).toBe(413);
  });

  it('oidcc-server by a pushed request', async () => {
    const pushed = await post(Object.fromEntries(asked()), mine, 'pushed_authorization_request_endpoint');
    expect(pushed.status).toBe(201);
    const query = new URLSearchParams({
      client_id: mine.client_id ?? '',
      request_uri: pushed.body.request_uri ?? '',
    });
    const done = await walk(
      await new Browser().open(`${found.authorization_endpoint}?${query}`, { until }),
      answers,
      { until },
    );
    expect(done.end.url.searchParams.has('code')).toBe(true);
  });

  it('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported', async () => {
    const object = new jose.UnsecuredJWT(Object.fromEntries(asked({ state: 'other' }))).encode();
    const { back, end } = await authorize({ request: object });
    expect(back.get('error') ?? end.text).toMatch(/request_not_supported|invalid_request_object/);
  });

  it('a request_uri of the client is refused', async () => {
    const { back, end } = await authorize({ request_uri: 'https://suite.example.com/request.jwt' });
    expect(back.get('error') ?? end.text).toMatch(/request_uri_not_supported|invalid_request_uri/);
  });

  it('a signed request object by value is taken', async () => {
    const pair = await jose.generateKeyPair('PS256', { extractable: true });
    const of = await register({
      jwks: { keys: [{ ...(await jose.exportJWK(pair.publicKey)), kid: 'k', use: 'sig' }] },
    });
    const request = await new jose.SignJWT(
      Object.fromEntries(asked({ client_id: of.client_id, state: 'signed' })),
    )
      .setProtectedHeader({ alg: 'PS256', kid: 'k' })
      .setIssuer(of.client_id ?? '')
      .setAudience(app.url)
      .sign(pair.privateKey);
    const { back } = await authorize({
      client_id: of.client_id,
      request,
      state: undefined,
      redirect_uri: undefined,
      nonce: undefined,
    });
    expect([back.get('state'), back.has('code')]).toEqual(['signed', true]);
  });

  it('oidcc-refresh-token: a new access token, the same sub, rotated', async () => {
    const first = await signIn({ scope: 'openid offline_access', prompt: 'consent' });
    expect(first.tokens.refresh_token).toBeTypeOf('string');
    const renewed = await post({
      grant_type: 'refresh_token',
      refresh_token: first.tokens.refresh_token ?? '',
    });
    expect(renewed.status, JSON.stringify(renewed.body)).toBe(200);
    expect(renewed.body.refresh_token).not.toBe(first.tokens.refresh_token);
    const claims = await verified(renewed.body.id_token);
    expect([claims.sub, claims.auth_time]).toEqual([first.claims.sub, first.claims.auth_time]);
    const other = await register();
    const stolen = await post(
      { grant_type: 'refresh_token', refresh_token: renewed.body.refresh_token ?? '' },
      other,
    );
    expect(stolen.body.error).toBe('invalid_grant');
  });

  it('oidcc-ensure-request-object-with-redirect-uri, code_challenge: PKCE where it is used counts', async () => {
    const challenge = createHash('sha256').update('v'.repeat(43)).digest('base64url');
    const { back } = await authorize({ code_challenge: challenge, code_challenge_method: 'S256' });
    expect((await redeem(back.get('code'))).body.error).toBe('invalid_grant');
  });
});

describe('form post basic', () => {
  it('oidcc-server with response_mode=form_post: a form for the client, with a script that the policy lets run', async () => {
    const { end } = await authorize({ response_mode: 'form_post' });
    expect(end.find('form').getAttribute('action')).toBe(CALLBACK);
    expect(end.fields).toEqual(expect.arrayContaining(['code', 'state', 'iss']));
    const policy = end.response.headers.get('content-security-policy') ?? '';
    const script = end.find('script').rawText;
    expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(policy).toMatch(/form-action 'self' http:\/\/localhost:8085/);
    const error = await authorize({ response_mode: 'form_post', prompt: 'none' });
    expect(error.end.fields).toEqual(expect.arrayContaining(['error', 'state']));
  });
});

describe('dynamic', () => {
  it.each(['RS256', 'ES256', 'PS256', 'EdDSA'])('oidcc-idtoken-signature, oidcc-userinfo-%s', async alg => {
    const of = await register({ id_token_signed_response_alg: alg, userinfo_signed_response_alg: alg });
    const { tokens } = await signIn({}, new Browser(), of);
    expect(jose.decodeProtectedHeader(tokens.id_token ?? '').alg).toBe(alg);
    const info = await userinfo(tokens.access_token);
    expect(info.headers.get('content-type')).toContain('application/jwt');
    expect(await verified(await info.text(), of)).toMatchObject({ iss: app.url });
  });
});

describe('rp-initiated logout', () => {
  const leave = async (browser: Browser, query: Record<string, string>) => {
    const page = await browser.open(`${found.end_session_endpoint}?${new URLSearchParams(query)}`, { until });
    return page.fields.includes('logout') ? page.submit({ logout: 'yes' }, { until }) : page;
  };
  const gone = async (browser: Browser) => (await authorize({ prompt: 'none' }, browser)).back.get('error');

  it('oidcc-rp-initiated-logout: back at the client with the state, and signed out', async () => {
    const { browser, tokens } = await signIn();
    const end = await leave(browser, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: HOME,
      state: 'bye',
    });
    expect(end.url.href).toBe(`${HOME}?state=bye`);
    expect(await gone(browser)).toBe('login_required');
  });

  it('oidcc-rp-initiated-logout-no-state, -only-state, -no-params, -no-id-token-hint', async () => {
    for (const [query, ends] of [
      [{ post_logout_redirect_uri: HOME, hint: 'yes' }, HOME],
      [{ state: 'bye' }, app.url],
      [{}, app.url],
      [{ post_logout_redirect_uri: HOME, client_id: mine.client_id ?? '' }, HOME],
    ] as [Record<string, string>, string][]) {
      const { browser, tokens } = await signIn();
      const { hint, ...rest } = query;
      const end = await leave(browser, {
        ...rest,
        ...(hint ? { id_token_hint: tokens.id_token ?? '' } : {}),
      });
      expect(end.url.href.startsWith(ends), `${JSON.stringify(query)} ${end.url}`).toBe(true);
      expect(await gone(browser)).toBe('login_required');
    }
  });

  it('oidcc-rp-initiated-logout-bad-post-logout-redirect-uri, -modified-id-token-hint, -bad-id-token-hint', async () => {
    const { browser, tokens } = await signIn();
    const hint = tokens.id_token ?? '';
    const changed = `${hint.slice(0, -8)}${hint.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA'}`;
    for (const query of [
      { id_token_hint: hint, post_logout_redirect_uri: 'http://localhost:8085/other' },
      { id_token_hint: changed, post_logout_redirect_uri: HOME },
      { id_token_hint: 'nonsense', post_logout_redirect_uri: HOME },
    ]) {
      const page = await browser.open(`${found.end_session_endpoint}?${new URLSearchParams(query)}`, {
        until,
      });
      expect([page.status, page.url.origin]).toEqual([400, app.url]);
      expect(page.text).toContain('invalid_request');
    }
    expect(await gone(browser)).toBeNull();
  });
});
