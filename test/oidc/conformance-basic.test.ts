/** What the basic plan of the OpenID Foundation's suite asks of a provider, by the names of its modules. */
import { createHash } from 'node:crypto';
import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Json, Suite, until } from './suite.ts';
import { Browser, CALLBACK } from './support.ts';

let suite: Suite;
beforeAll(async () => {
  suite = await Suite.start();
});
afterAll(() => suite?.app.close());

describe('basic', () => {
  it('oidcc-server: code, state, nonce, iss; ID token complete; nothing cached', async () => {
    const { back, tokens, claims, headers } = await suite.signIn();
    expect([back.get('state'), back.get('iss')]).toEqual(['the-state', suite.app.url]);
    expect(tokens.token_type).toBe('Bearer');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(claims).toMatchObject({ nonce: 'the-nonce', aud: suite.mine.client_id });
    expect(Number(claims.exp)).toBeGreaterThan(Number(claims.iat));
    expect(String(claims.sub).length).toBeLessThan(256);
  });

  it('oidcc-response-type-missing', async () => {
    const { back, end } = await suite.authorize({ response_type: undefined });
    expect(back.get('error') ?? end.text).toContain('invalid_request');
  });

  it('oidcc-ensure-registered-redirect-uri: a page with the code of the error, no redirect', async () => {
    const page = await suite.open({ redirect_uri: `${CALLBACK}2` });
    expect(page.url.href.startsWith(suite.app.url)).toBe(true);
    expect(page.text).toContain('invalid_redirect_uri');
  });

  it('oidcc-redirect-uri-query-OK, -mismatch, -added', async () => {
    const of = await suite.register({ redirect_uris: [`${CALLBACK}?foo=bar`] });
    const ok = await suite.authorize({ client_id: of.client_id, redirect_uri: `${CALLBACK}?foo=bar` });
    expect([ok.back.get('foo'), ok.back.has('code')]).toEqual(['bar', true]);
    for (const uri of [`${CALLBACK}?foo=baz`, `${CALLBACK}?foo=bar&x=y`, CALLBACK])
      expect((await suite.open({ client_id: of.client_id, redirect_uri: uri })).status).toBe(400);
  });

  it('oidcc-prompt-login: asks again, and auth_time is not older', async () => {
    const first = await suite.signIn({ max_age: '15000' });
    await new Promise(done => setTimeout(done, 1100));
    const second = await suite.signIn({ prompt: 'login' }, first.browser);
    expect(second.asked).toContain('password');
    expect(Number(second.claims.auth_time)).toBeGreaterThan(Number(first.claims.auth_time));
    expect(second.claims.sub).toBe(first.claims.sub);
  });

  it('oidcc-prompt-none-not-logged-in', async () => {
    expect((await suite.authorize({ prompt: 'none' })).back.get('error')).toBe('login_required');
  });

  it('oidcc-prompt-none-logged-in, oidcc-id-token-hint: the same person without a page', async () => {
    const first = await suite.signIn();
    const second = await suite.signIn(
      { prompt: 'none', id_token_hint: first.tokens.id_token },
      first.browser,
    );
    expect(second.asked).toEqual([]);
    expect([second.claims.sub, second.claims.auth_time]).toEqual([first.claims.sub, first.claims.auth_time]);
  });

  it('oidcc-max-age-1, oidcc-max-age-10000', async () => {
    const first = await suite.signIn();
    const late = await suite.signIn({ max_age: '10000' }, first.browser);
    expect(late.asked).toEqual([]);
    expect(late.claims.auth_time).toBeTypeOf('number');
    await new Promise(done => setTimeout(done, 2100));
    const fresh = await suite.signIn({ max_age: '1' }, first.browser);
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
      expect((await suite.authorize(more)).back.get('code'), JSON.stringify(more)).not.toBeNull();
  });

  it('oidcc-ensure-request-with-unknown-parameter-succeeds', async () => {
    expect((await suite.authorize({ extra: 'foobar' })).back.has('code')).toBe(true);
  });

  it('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
    const { claims } = await suite.signIn({ nonce: undefined });
    expect(claims.nonce).toBeUndefined();
  });

  it('oidcc-claims-essential, oidcc-scope-profile, oidcc-scope-phone, oidcc-scope-all', async () => {
    const essential = await suite.signIn({
      claims: JSON.stringify({ userinfo: { name: { essential: true } } }),
    });
    expect(await (await suite.userinfo(essential.tokens.access_token)).json()).toMatchObject({
      name: expect.any(String),
    });
    const all = await suite.signIn({ scope: 'openid profile email address phone' });
    const info = (await (await suite.userinfo(all.tokens.access_token)).json()) as Json;
    expect(info).toMatchObject({
      sub: all.claims.sub,
      name: expect.any(String),
      phone_number: expect.stringMatching(/^\+98/),
    });
  });

  it('oidcc-userinfo-get, -post-header, -post-body', async () => {
    const { tokens, claims } = await suite.signIn();
    for (const init of [
      {},
      { method: 'POST' },
      { method: 'POST', headers: {}, body: new URLSearchParams({ access_token: tokens.access_token ?? '' }) },
    ]) {
      const answer = await suite.userinfo(tokens.access_token, init);
      expect(answer.status, JSON.stringify(init)).toBe(200);
      expect(await answer.json()).toMatchObject({ sub: claims.sub });
    }
  });

  it('oidcc-codereuse, oidcc-codereuse-30seconds: invalid_grant, and the tokens die', async () => {
    const { back, tokens } = await suite.signIn();
    const again = await suite.redeem(back.get('code'));
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
    expect((await suite.userinfo(tokens.access_token)).status).toBe(401);
  });

  it('oidcc-server-client-secret-post', async () => {
    const of = await suite.register({ token_endpoint_auth_method: 'client_secret_post' });
    const { back } = await suite.authorize({ client_id: of.client_id });
    const body = { grant_type: 'authorization_code', code: back.get('code') ?? '', redirect_uri: CALLBACK };
    const secret = { client_id: of.client_id ?? '', client_secret: of.client_secret ?? '' };
    const response = await fetch(suite.found.token_endpoint ?? '', {
      method: 'POST',
      body: new URLSearchParams({ ...body, ...secret }),
    });
    expect(response.status).toBe(200);
  });

  it('oidcc-ensure-post-request-succeeds: with the session, and nothing twice', async () => {
    const { browser } = await suite.signIn();
    const send = (body: URLSearchParams) =>
      browser.open(suite.found.authorization_endpoint ?? '', { method: 'POST', body, until });
    const page = await send(suite.asked());
    expect([page.url.searchParams.has('code'), page.url.searchParams.get('state')]).toEqual([
      true,
      'the-state',
    ]);
    const twice = suite.asked();
    twice.append('redirect_uri', 'http://evil.example/');
    expect((await send(twice)).status).toBe(400);
    expect((await send(suite.asked({ login_hint: 'x'.repeat(20_000) }))).status).toBe(413);
  });

  it('oidcc-server by a pushed request', async () => {
    const pushed = await suite.post(
      Object.fromEntries(suite.asked()),
      suite.mine,
      'pushed_authorization_request_endpoint',
    );
    expect(pushed.status).toBe(201);
    const query = new URLSearchParams({
      client_id: suite.mine.client_id ?? '',
      request_uri: pushed.body.request_uri ?? '',
    });
    const done = await suite.answer(
      await new Browser().open(`${suite.found.authorization_endpoint}?${query}`, { until }),
    );
    expect(done.end.url.searchParams.has('code')).toBe(true);
  });

  it('oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported', async () => {
    const object = new jose.UnsecuredJWT(Object.fromEntries(suite.asked({ state: 'other' }))).encode();
    const { back, end } = await suite.authorize({ request: object });
    expect(back.get('error') ?? end.text).toMatch(/request_not_supported|invalid_request_object/);
  });

  it('a request_uri of the client is refused', async () => {
    const { back, end } = await suite.authorize({ request_uri: 'https://suite.example.com/request.jwt' });
    expect(back.get('error') ?? end.text).toMatch(/request_uri_not_supported|invalid_request_uri/);
  });

  it('a signed request object by value is taken', async () => {
    const pair = await jose.generateKeyPair('PS256', { extractable: true });
    const of = await suite.register({
      jwks: { keys: [{ ...(await jose.exportJWK(pair.publicKey)), kid: 'k', use: 'sig' }] },
    });
    const request = await new jose.SignJWT(
      Object.fromEntries(suite.asked({ client_id: of.client_id, state: 'signed' })),
    )
      .setProtectedHeader({ alg: 'PS256', kid: 'k' })
      .setIssuer(of.client_id ?? '')
      .setAudience(suite.app.url)
      .sign(pair.privateKey);
    const { back } = await suite.authorize({
      client_id: of.client_id,
      request,
      state: undefined,
      redirect_uri: undefined,
      nonce: undefined,
    });
    expect([back.get('state'), back.has('code')]).toEqual(['signed', true]);
  });

  it('oidcc-refresh-token: a new access token, the same sub, rotated', async () => {
    const first = await suite.signIn({ scope: 'openid offline_access', prompt: 'consent' });
    expect(first.tokens.refresh_token).toBeTypeOf('string');
    const renewed = await suite.post({
      grant_type: 'refresh_token',
      refresh_token: first.tokens.refresh_token ?? '',
    });
    expect(renewed.status, JSON.stringify(renewed.body)).toBe(200);
    expect(renewed.body.refresh_token).not.toBe(first.tokens.refresh_token);
    const claims = await suite.verified(renewed.body.id_token);
    expect([claims.sub, claims.auth_time]).toEqual([first.claims.sub, first.claims.auth_time]);
    const other = await suite.register();
    const stolen = await suite.post(
      { grant_type: 'refresh_token', refresh_token: renewed.body.refresh_token ?? '' },
      other,
    );
    expect(stolen.body.error).toBe('invalid_grant');
  });

  it('oidcc-ensure-request-object-with-redirect-uri, code_challenge: PKCE where it is used counts', async () => {
    const challenge = createHash('sha256').update('v'.repeat(43)).digest('base64url');
    const { back } = await suite.authorize({ code_challenge: challenge, code_challenge_method: 'S256' });
    expect((await suite.redeem(back.get('code'))).body.error).toBe('invalid_grant');
  });
});
