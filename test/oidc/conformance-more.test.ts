/** The plans config, form post basic, dynamic and RP-initiated logout, by the names of their modules. */
import { createHash } from 'node:crypto';
import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOME, Suite, until } from './suite.ts';
import { Browser, CALLBACK } from './support.ts';

let suite: Suite;
beforeAll(async () => {
  suite = await Suite.start();
});
afterAll(() => suite?.app.close());

describe('config', () => {
  it('oidcc-discovery-endpoint-verification', async () => {
    expect(suite.found.issuer).toBe(suite.app.url);
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
      expect(suite.found[`${name}_endpoint`]?.startsWith(suite.app.url), name).toBe(true);
    // Of these the demo gives two to clients of the dynamic plan only: conformance-dynamic.test.ts.
    expect(suite.found.response_types_supported).toEqual(['code', 'id_token', 'id_token token']);
    expect(suite.found.subject_types_supported).toEqual(['pairwise']);
    for (const alg of ['RS256', 'ES256', 'PS256', 'EdDSA'])
      expect(suite.found.id_token_signing_alg_values_supported).toContain(alg);
    expect(suite.found.scopes_supported).toEqual(
      expect.arrayContaining(['openid', 'profile', 'phone', 'offline_access']),
    );
    expect(suite.found.claims_parameter_supported).toBe(true);
    expect(suite.found.request_parameter_supported).toBe(true);
    expect(suite.found.backchannel_logout_supported).toBe(true);
    expect(suite.found.authorization_response_iss_parameter_supported).toBe(true);
    expect(suite.found.response_modes_supported).toEqual(
      expect.arrayContaining(['query', 'form_post', 'jwt', 'query.jwt', 'form_post.jwt']),
    );
    const oauth = await fetch(`${suite.app.url}/.well-known/oauth-authorization-server`);
    expect(oauth.status).toBe(200);
  });

  it('oidcc-server jwks: no private part, an id and a use on every key', async () => {
    const { keys } = (await (await fetch(suite.found.jwks_uri ?? '')).json()) as { keys: jose.JWK[] };
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
    for (const key of keys) {
      expect(key).toMatchObject({ kid: expect.any(String), use: expect.stringMatching(/^(sig|enc)$/) });
      for (const secret of ['d', 'p', 'q', 'k']) expect(key).not.toHaveProperty(secret);
    }
  });
});

describe('form post basic', () => {
  it('oidcc-server with response_mode=form_post: a form for the client, with a script that the policy lets run', async () => {
    const { end } = await suite.authorize({ response_mode: 'form_post' });
    expect(end.find('form').getAttribute('action')).toBe(CALLBACK);
    expect(end.fields).toEqual(expect.arrayContaining(['code', 'state', 'iss']));
    const policy = end.response.headers.get('content-security-policy') ?? '';
    const script = end.find('script').rawText;
    expect(policy).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(policy).toMatch(/form-action 'self' http:\/\/localhost:8085/);
    const error = await suite.authorize({ response_mode: 'form_post', prompt: 'none' });
    expect(error.end.fields).toEqual(expect.arrayContaining(['error', 'state']));
  });
});

describe('dynamic', () => {
  it.each(['RS256', 'ES256', 'PS256', 'EdDSA'])('oidcc-idtoken-signature, oidcc-userinfo-%s', async alg => {
    const of = await suite.register({ id_token_signed_response_alg: alg, userinfo_signed_response_alg: alg });
    const { tokens } = await suite.signIn({}, new Browser(), of);
    expect(jose.decodeProtectedHeader(tokens.id_token ?? '').alg).toBe(alg);
    const info = await suite.userinfo(tokens.access_token);
    expect(info.headers.get('content-type')).toContain('application/jwt');
    expect(await suite.verified(await info.text(), of)).toMatchObject({ iss: suite.app.url });
  });
});

describe('rp-initiated logout', () => {
  const leave = async (browser: Browser, query: Record<string, string>) => {
    const page = await browser.open(`${suite.found.end_session_endpoint}?${new URLSearchParams(query)}`, {
      until,
    });
    return page.fields.includes('logout') ? page.submit({ logout: 'yes' }, { until }) : page;
  };
  const gone = async (browser: Browser) =>
    (await suite.authorize({ prompt: 'none' }, browser)).back.get('error');

  it('oidcc-rp-initiated-logout: back at the client with the state, and signed out', async () => {
    const { browser, tokens } = await suite.signIn();
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
      [{ state: 'bye' }, suite.app.url],
      [{}, suite.app.url],
      [{ post_logout_redirect_uri: HOME, client_id: suite.mine.client_id ?? '' }, HOME],
    ] as [Record<string, string>, string][]) {
      const { browser, tokens } = await suite.signIn();
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
    const { browser, tokens } = await suite.signIn();
    const hint = tokens.id_token ?? '';
    const changed = `${hint.slice(0, -8)}${hint.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA'}`;
    for (const query of [
      { id_token_hint: hint, post_logout_redirect_uri: 'http://localhost:8085/other' },
      { id_token_hint: changed, post_logout_redirect_uri: HOME },
      { id_token_hint: 'nonsense', post_logout_redirect_uri: HOME },
    ]) {
      const page = await browser.open(`${suite.found.end_session_endpoint}?${new URLSearchParams(query)}`, {
        until,
      });
      expect([page.status, page.url.origin]).toEqual([400, suite.app.url]);
      expect(page.text).toContain('invalid_request');
    }
    expect(await gone(browser)).toBeNull();
  });
});
