import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Browser,
  CALLBACK,
  client,
  maryam,
  purpose,
  type RelyingParty,
  sara,
  signInAt,
  type TestOidc,
  testOidc,
} from './support.ts';

let app: TestOidc;
let tax: RelyingParty;
beforeAll(async () => {
  app = await testOidc();
  tax = await app.party('tax');
  await app.add(client('several', { purposes: [purpose(), purpose({ key: 'other' })] }));
  await app.add(client('none', { purposes: [] }));
});
afterAll(() => app?.close());

const challenge = createHash('sha256').update('verifier').digest('base64url');
const asked = (more: Record<string, string> = {}) => ({
  client_id: 'tax',
  response_type: 'code',
  redirect_uri: CALLBACK,
  scope: 'openid business_profile',
  code_challenge: challenge,
  code_challenge_method: 'S256',
  state: 's',
  ...more,
});
const open = (query: Record<string, string> | string, browser = new Browser()) =>
  browser.open(`${app.url}/auth?${new URLSearchParams(query)}`, { until: tax.isBack });
const post = (path: string, body: Record<string, string>, as = 'tax') =>
  fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${as}:${as}-secret`).toString('base64')}` },
    body: new URLSearchParams(body),
  });

describe('an address that is not registered, letter for letter', () => {
  const variants = [
    `${CALLBACK}/`,
    `${CALLBACK}/more`,
    `${CALLBACK}?x=1`,
    `${CALLBACK}#x`,
    `${CALLBACK}%2f..`,
    'http://localhost:8085/CALLBACK',
    'http://LOCALHOST:8085/callback',
    'http://user@localhost:8085/callback',
    'http://localhost:8085@evil.example/callback',
    'http://localhost:8085.evil.example/callback',
    'http://localhost:80850/callback',
    'https://localhost:8085/callback',
    'http://localhost:8085/callback/../evil',
    '//evil.example',
    'javascript:alert(1)',
    '',
  ];
  it.each(variants)('is never redirected to: %s', async address => {
    for (const more of [{}, { scope: 'nonsense' }, { purpose: 'unknown' }, { prompt: 'none' }]) {
      const page = await open(asked({ redirect_uri: address, ...more }));
      expect(page.status).toBeGreaterThanOrEqual(400);
      expect(page.url.href.startsWith(app.url)).toBe(true);
      expect(page.response.headers.get('location')).toBeNull();
    }
  });

  it('is not taken as one of two, nor left out', async () => {
    const twice = `${new URLSearchParams(asked())}&redirect_uri=${encodeURIComponent('http://evil.example/')}`;
    const page = await open(twice);
    expect(page.status).toBe(400);
    expect(page.response.headers.get('location')).toBeNull();
    const { redirect_uri: _, ...without } = asked();
    expect((await open(without)).status).toBe(400);
  });
});

describe('a request that cannot be answered', () => {
  it('by an unknown client ends on a page with the code of the error', async () => {
    const page = await open(asked({ client_id: 'nobody' }));
    expect(page.status).toBe(400);
    expect(page.text).toContain('invalid_client');
  });

  it.each([
    ['an unknown purpose', { purpose: 'unknown' }, 'invalid_request', 'vat-registration'],
    ['several purposes and none named', { client_id: 'several' }, 'invalid_request', 'other'],
    ['fields without any purpose', { client_id: 'none' }, 'invalid_scope', 'purpose'],
    ['a scope of the administration', { scope: 'openid admin:read' }, 'invalid_scope', 'scope'],
    ['another resource (RFC 8707)', { resource: 'https://api.example/' }, 'invalid_target', 'this issuer'],
    ['a malformed entity_hint', { entity_hint: '123' }, 'invalid_request', 'entity_hint'],
    [
      'a level that is demanded and that nobody has',
      { claims: JSON.stringify({ id_token: { acr: { essential: true, values: ['urn:yekbar:loa:4'] } } }) },
      'unmet_authentication_requirements',
      'urn:yekbar:loa:1',
    ],
  ])('%s: tells the system what to change', async (_name, more, error, hint) => {
    const page = await open(asked(more as Record<string, string>));
    expect(tax.isBack(page.url), page.text.slice(0, 300)).toBe(true);
    expect(page.url.searchParams.get('error')).toBe(error);
    expect(page.url.searchParams.get('error_description')).toContain(hint);
    expect(page.url.searchParams.get('iss')).toBe(app.url);
  });

  it('a level that is only wished for is reported as it was reached', async () => {
    // The one resource that there is may be named.
    const more = { acr_values: 'urn:yekbar:loa:3', resource: `${app.url}/api/v1/profile` };
    const { claims } = await signInAt(tax, new Browser(), maryam, more);
    expect(claims.acr).toBe('urn:yekbar:loa:1');
    expect(claims.amr).toEqual(['pwd']);
  });
});

describe('prompt=none', () => {
  it('says what is missing, by the exact code', async () => {
    const errorOf = async (browser: Browser, more: Record<string, string> = {}) =>
      (await open(asked({ prompt: 'none', ...more }), browser)).url.searchParams.get('error');
    const stranger = new Browser();
    expect(await errorOf(stranger)).toBe('login_required');
    const director = new Browser();
    await signInAt(await app.party('customs'), director, sara);
    expect(await errorOf(director)).toBe('account_selection_required');
    expect(await errorOf(director, { entity_hint: sara.actingFor })).toBe('consent_required');
    await signInAt(tax, director, sara);
    expect(await errorOf(director)).toBeNull();
    expect(await errorOf(director, { max_age: '0' })).toBe('login_required');
  });
});

describe('the age of the sign-in', () => {
  it('prompt=login and max_age ask for the password again, and auth_time says when', async () => {
    const browser = new Browser();
    const first = await signInAt(tax, browser, maryam);
    expect(typeof first.claims.auth_time).toBe('number');
    const again = await signInAt(tax, browser, maryam, { prompt: 'login' });
    expect(again.walk.asked).toEqual(['password']);
    const still = await signInAt(tax, browser, maryam, { max_age: '1000' });
    expect(still.walk.asked).toEqual([]);
    await new Promise(done => setTimeout(done, 2100));
    const old = await signInAt(tax, browser, maryam, { max_age: '1' });
    expect(old.walk.asked).toEqual(['password']);
    expect(old.claims.auth_time).toBeGreaterThan(first.claims.auth_time as number);
  });

  it('an id_token_hint of another person asks who it is', async () => {
    const browser = new Browser();
    const { tokens } = await signInAt(tax, new Browser(), sara);
    await signInAt(tax, browser, maryam);
    const page = await open(asked({ id_token_hint: tokens.id_token ?? '', prompt: 'none' }), browser);
    expect(page.url.searchParams.get('error')).toBe('login_required');
  });
});

describe('a pushed request', () => {
  it('is used once, also when two sign-ins began with it', async () => {
    const push = async () => {
      const answer = await post('/par', asked());
      expect(answer.status).toBe(201);
      return ((await answer.json()) as { request_uri: string }).request_uri;
    };
    const browser = new Browser();
    await signInAt(tax, browser, maryam);
    const once = await push();
    const go = (uri: string) => open({ client_id: 'tax', request_uri: uri }, browser);
    expect((await go(once)).url.searchParams.get('code')).toBeTruthy();
    const again = await go(once);
    expect(again.status).toBe(400);
    expect(again.text).toContain('invalid_request_uri');
    const raced = await push();
    const pages = await Promise.all([1, 2, 3, 4].map(() => go(raced)));
    expect(pages.filter(page => page.url.searchParams.get('code')).length).toBe(1);
  });

  it('cannot name an address that is not registered', async () => {
    const answer = await post('/par', asked({ redirect_uri: 'http://evil.example/' }));
    expect(answer.status).toBe(400);
  });
});

describe('what stands in the documents', () => {
  it('discovery says what the contract says, whatever the request calls the host', async () => {
    const { request } = await import('node:http');
    const body = await new Promise<string>((resolve, reject) => {
      const url = new URL(`${app.url}/.well-known/openid-configuration`);
      request(
        {
          host: '127.0.0.1',
          port: url.port,
          path: url.pathname,
          headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
        },
        res => {
          let text = '';
          res.on('data', chunk => {
            text += chunk;
          });
          res.on('end', () => resolve(text));
        },
      )
        .on('error', reject)
        .end();
    });
    expect(body).not.toContain('evil.example');
    const known = JSON.parse(body);
    expect(known).toMatchObject({
      issuer: app.url,
      authorization_endpoint: `${app.url}/auth`,
      token_endpoint: `${app.url}/token`,
      userinfo_endpoint: `${app.url}/userinfo`,
      pushed_authorization_request_endpoint: `${app.url}/par`,
      end_session_endpoint: `${app.url}/session/end`,
      registration_endpoint: `${app.url}/reg`,
      // The demo's: elsewhere the code flow alone (conformance-dynamic.test.ts).
      response_types_supported: ['code', 'id_token', 'id_token token'],
      subject_types_supported: ['pairwise'],
      code_challenge_methods_supported: ['S256'],
      backchannel_logout_supported: true,
      authorization_response_iss_parameter_supported: true,
    });
    expect(known.id_token_signing_alg_values_supported).toEqual(['ES256', 'EdDSA', 'PS256', 'RS256']);
    expect(JSON.stringify(known)).not.toMatch(/HS256|"none"/);
  });

  it('every public key is there, and no private part of any', async () => {
    const { keys } = (await (await fetch(`${app.url}/jwks`)).json()) as { keys: Record<string, string>[] };
    const algorithmsFor = (use: string) => keys.filter(key => key.use === use).map(key => key.alg);
    expect(algorithmsFor('sig')).toEqual(['ES256', 'EdDSA', 'PS256', 'RS256']);
    expect(algorithmsFor('enc')).toEqual(['ECDH-ES+A256KW']);
    expect(keys).toHaveLength(5);
    for (const key of keys)
      for (const part of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(key[part]).toBeUndefined();
  });
});

describe('a client that registers itself', () => {
  const register = (body: object, token = 'demo-initial-access-token') =>
    fetch(`${app.url}/reg`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('works at once in the sandbox, reads itself without its secret, and reaches nobody’s fields', async () => {
    const made = await register({
      redirect_uris: [CALLBACK, 'https://app.example/back'],
      client_name: 'Mine',
    });
    const body = (await made.json()) as Record<string, string>;
    expect(made.status, JSON.stringify(body)).toBe(201);
    expect(body.client_secret?.length).toBeGreaterThan(40);
    const read = await fetch(body.registration_client_uri ?? '', {
      headers: { authorization: `Bearer ${body.registration_access_token}` },
    });
    const shown = (await read.json()) as Record<string, string>;
    expect(shown.client_id).toBe(body.client_id);
    expect(shown.client_secret).toBeUndefined();
    const { RelyingParty } = await import('./support.ts');
    const party = await RelyingParty.connect({
      issuer: app.url,
      clientId: body.client_id ?? '',
      clientSecret: body.client_secret ?? '',
      redirectUri: CALLBACK,
    });
    const { claims, tokens } = await signInAt(party, new Browser(), maryam, { scope: 'openid profile' });
    expect(claims.represented).toEqual({ type: 'self' });
    expect((await party.profile(tokens.access_token)).status).toBe(403);
  });

  it('is refused without the token, with a foreign address, or with scopes of the administration', async () => {
    expect((await register({ redirect_uris: [CALLBACK] }, 'wrong')).status).toBe(401);
    for (const metadata of [
      { redirect_uris: ['http://evil.example/back'] },
      { redirect_uris: ['https://app.example/*'] },
      { redirect_uris: [CALLBACK], scope: 'openid admin:write' },
      { redirect_uris: [CALLBACK], require_pkce: 'no' },
      { redirect_uris: [CALLBACK], token_endpoint_auth_method: 'none' },
      { redirect_uris: [CALLBACK], id_token_signed_response_alg: 'HS256' },
      { redirect_uris: ['https://app.example/back'], sector_identifier_uri: 'https://169.254.169.254/x' },
    ])
      expect((await register(metadata)).status, JSON.stringify(metadata)).toBe(400);
  });

  it('may leave PKCE out when it says so, which a live client never may', async () => {
    const { client_id: id } = (await (
      await register({ redirect_uris: [CALLBACK], require_pkce: false })
    ).json()) as { client_id: string };
    const query = { client_id: id, response_type: 'code', redirect_uri: CALLBACK, scope: 'openid' };
    expect((await open(query)).fields).toContain('password');
    await app.test.system.db.updateTable('client').set({ kind: 'live' }).where('id', '=', id).execute();
    app.test.clock.advance({ seconds: 10 });
    expect((await open(query)).url.searchParams.get('error')).toBe('invalid_request');
  });
});
