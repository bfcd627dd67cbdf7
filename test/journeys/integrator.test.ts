import * as oidc from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { Browser } from '../support/browser.ts';
import { companies, people } from '../support/people.ts';
import { RelyingParty } from '../support/relying-party.ts';
import { signInAt, walk } from '../support/stories.ts';

let app: TestApp;
let party: RelyingParty;
const answers = { id: people.sara.id, actingFor: companies.arvand.id, decision: 'allow' as const };
beforeAll(async () => {
  app = await testApp();
  party = await app.party();
});
afterAll(() => app?.close());

test('the discovery document says what the contract says', async () => {
  const found = (await (await fetch(`${app.url}/.well-known/openid-configuration`)).json()) as Record<
    string,
    unknown
  >;
  expect(found.issuer).toBe(app.url);
  expect(found.scopes_supported).toEqual(
    expect.arrayContaining(['openid', 'profile', 'phone', 'offline_access', 'business_profile']),
  );
  expect(found.acr_values_supported).toEqual(expect.arrayContaining(['urn:yekbar:loa:1']));
  expect(found.token_endpoint_auth_methods_supported).toEqual(
    expect.arrayContaining(['private_key_jwt', 'client_secret_basic']),
  );
  expect(found.code_challenge_methods_supported).toEqual(['S256']);
  expect(found.id_token_signing_alg_values_supported).toEqual(expect.arrayContaining(['ES256']));
  for (const endpoint of [
    'pushed_authorization_request_endpoint',
    'revocation_endpoint',
    'introspection_endpoint',
    'end_session_endpoint',
    'registration_endpoint',
    'userinfo_endpoint',
    'jwks_uri',
  ])
    expect(String(found[endpoint]), endpoint).toMatch(new RegExp(`^${app.url}/`));
});

test('a sign-in gives a pairwise sub, who is represented, and the fields with their provenance', async () => {
  const { claims, accessToken, tokens } = await signInAt(party, new Browser(), answers);
  expect(claims.represented).toMatchObject({
    type: 'legal_entity',
    id: companies.arvand.id,
    name: companies.arvand.fa,
    authority: { basis: 'registry', mode: 'sole' },
  });
  expect(JSON.stringify(claims)).not.toContain(people.sara.id);
  const userinfo = await oidc.fetchUserInfo(party.config, accessToken, claims.sub);
  const response = await party.profile(accessToken);
  expect(response.status).toBe(200);
  // biome-ignore lint/suspicious/noExplicitAny: the answer is compared field by field
  const profile = (await response.json()) as any;
  expect(profile).toMatchObject({
    subject: { type: 'legal_entity', id: companies.arvand.id },
    acting: { sub: claims.sub, authority: { basis: 'registry', mode: 'sole' } },
    purpose: 'vat-registration',
    basis: { type: 'consent' },
  });
  expect(profile.fields['entity.legal_name']).toMatchObject({
    value: companies.arvand.fa,
    status: 'present',
    class: 'authoritative',
    source: { registry: 'legal-persons' },
    stale: false,
  });
  expect(Object.keys(userinfo.business_profile as object).sort()).toEqual(Object.keys(profile.fields).sort());
  expect(tokens.token_type.toLowerCase()).toBe('bearer');
});

test('fields may be narrowed, and an unchanged profile is not sent twice', async () => {
  const { accessToken } = await signInAt(party, new Browser(), answers);
  const narrow = await party.profile(accessToken, '?fields=entity.legal_name');
  expect(Object.keys(((await narrow.json()) as { fields: object }).fields)).toEqual(['entity.legal_name']);
  const etag = narrow.headers.get('etag') ?? '';
  expect(etag).toBeTruthy();
  const again = await party.profile(accessToken, '?fields=entity.legal_name', { 'if-none-match': etag });
  expect(again.status).toBe(304);
  const signed = await party.profile(accessToken, '', { accept: 'application/jwt' });
  expect(signed.headers.get('content-type')).toContain('application/jwt');
  const [header = ''] = (await signed.text()).split('.');
  expect(JSON.parse(Buffer.from(header, 'base64url').toString()).typ).toBe('profile+jwt');
});

test('pushed requests, entity_hint and prompt=select_account work together', async () => {
  const browser = new Browser();
  await signInAt(party, browser, answers);
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const nonce = oidc.randomNonce();
  const url = await oidc.buildAuthorizationUrlWithPAR(party.config, {
    redirect_uri: party.redirectUri,
    scope: 'openid business_profile',
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    entity_hint: 'self',
  });
  const { end } = await walk(
    await browser.open(url, { until: party.isBack }),
    { ...answers, actingFor: 'self' },
    { until: party.isBack },
  );
  const { claims } = await party.finish({ url, state, nonce, verifier }, end.url);
  expect(claims.represented).toMatchObject({ type: 'self' });
  const { page } = await party.open(browser, { prompt: 'select_account' });
  expect(page.fields).toContain('acting_for');
  expect(page.fields).not.toContain('password');
});

test('a hint for an entity that she may not act for is no key', async () => {
  const { page } = await party.open(new Browser(), { entity_hint: companies.pars.id });
  const { end } = await walk(
    page,
    { id: people.sara.id, actingFor: companies.pars.id, decision: 'allow' },
    { until: party.isBack },
  );
  if (party.isBack(end.url)) expect(end.url.searchParams.get('code')).toBeNull();
  else expect(end.fields).not.toContain('decision');
});

test('refresh tokens rotate; an old one ends the whole grant', async () => {
  const { tokens } = await signInAt(party, new Browser(), answers, {
    scope: 'openid offline_access business_profile',
    prompt: 'consent',
  });
  const first = tokens.refresh_token ?? '';
  expect(first).toBeTruthy();
  const renewed = await oidc.refreshTokenGrant(party.config, first);
  expect((await party.profile(renewed.access_token)).status).toBe(200);
  expect(renewed.refresh_token).not.toBe(first);
  await expect(oidc.refreshTokenGrant(party.config, first)).rejects.toMatchObject({ error: 'invalid_grant' });
  await expect(oidc.refreshTokenGrant(party.config, renewed.refresh_token ?? '')).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('without a token a program is told the two ways to send one, and of no error', async () => {
  const none = await fetch(`${app.url}/api/v1/profile`);
  expect(none.status).toBe(401);
  expect(none.headers.get('www-authenticate')).toBe('Bearer realm="Yekbar", DPoP algs="ES256 EdDSA PS256"');
});

test('a revoked token is refused at once, with a code and a sentence', async () => {
  const { accessToken } = await signInAt(party, new Browser(), answers);
  await oidc.tokenRevocation(party.config, accessToken);
  const refused = await party.profile(accessToken);
  expect(refused.status).toBe(401);
  expect(refused.headers.get('www-authenticate')).toContain('invalid_token');
  const problem = (await refused.json()) as Record<string, string>;
  expect(problem.code).toMatch(/^[a-z_]+\.[a-z_]+$/);
  expect(problem.detail?.length).toBeGreaterThan(10);
});

test('a client sees nothing of a token that is not its own', async () => {
  const { accessToken } = await signInAt(party, new Browser(), answers);
  expect((await oidc.tokenIntrospection(party.config, accessToken)).active).toBe(true);
  const other = await app.party('demo-tax', `${app.tax}/callback`);
  expect((await oidc.tokenIntrospection(other.config, accessToken)).active).toBe(false);
  await oidc.tokenRevocation(other.config, accessToken);
  expect((await party.profile(accessToken)).status).toBe(200);
});

test('one person has one sub per agency, and another elsewhere', async () => {
  const browser = new Browser();
  const here = await signInAt(party, browser, answers);
  const customs = await app.party('demo-customs', `${app.customs}/callback`);
  const there = await signInAt(customs, browser, answers);
  const again = await signInAt(party, new Browser(), answers);
  expect(there.claims.sub).not.toBe(here.claims.sub);
  expect(again.claims.sub).toBe(here.claims.sub);
});

test('a developer registers a client himself, with the token of the demo, and signs Sara in', async () => {
  const redirectUri = 'http://localhost:8085/mine';
  const register = (authorization: string, more: Record<string, unknown> = {}) =>
    fetch(`${app.url}${new URL(String(party.config.serverMetadata().registration_endpoint)).pathname}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ client_name: 'Mine', redirect_uris: [redirectUri], ...more }),
    });
  expect((await register('Bearer wrong')).status).toBe(401);
  const bad = await register('Bearer demo-initial-access-token', { redirect_uris: ['http://example.com/x'] });
  expect(bad.status).toBe(400);
  const response = await register('Bearer demo-initial-access-token');
  expect(response.status).toBe(201);
  const { client_id, client_secret } = (await response.json()) as {
    client_id: string;
    client_secret: string;
  };
  const mine = await RelyingParty.connect({
    issuer: app.url,
    clientId: client_id,
    clientSecret: client_secret,
    redirectUri,
  });
  const { claims } = await signInAt(mine, new Browser(), answers, { scope: 'openid profile' });
  expect(claims.sub).toBeTruthy();
});

test('logout asks first, ends the session, and goes only to a registered address', async () => {
  const browser = new Browser();
  const { tokens } = await signInAt(party, browser, answers);
  const url = oidc.buildEndSessionUrl(party.config, {
    id_token_hint: tokens.id_token ?? '',
    post_logout_redirect_uri: 'http://localhost:8085/',
  });
  const page = await browser.open(url);
  const back = await page.submit(
    { logout: 'yes' },
    { until: next => next.origin === 'http://localhost:8085' },
  );
  expect(back.url.href).toMatch(/^http:\/\/localhost:8085\//);
  expect((await party.open(browser)).page.fields).toContain('password');
  url.searchParams.set('post_logout_redirect_uri', 'http://evil.example/');
  const refused = await browser.open(url);
  expect([refused.url.origin, refused.status]).toEqual([app.url, 400]);
});

test('health, readiness and measures answer', async () => {
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  const metrics = await fetch(`${app.url}/metrics`);
  expect(await metrics.text()).toMatch(/^# HELP /m);
});

test('whoever invents addresses makes no measures of their own', async () => {
  const invented = (n: number) => `k${'abcdefghij'[n]}x`;
  for (let n = 0; n < 10; n++) {
    const elsewhere = { origin: 'http://evil.example' };
    const guarded = await fetch(`${app.url}/${invented(n)}`, { method: 'POST', headers: elsewhere });
    expect(guarded.status).toBe(403);
    await fetch(`${app.url}/${invented(n)}?lang=%00`);
  }
  const told = await (await fetch(`${app.url}/metrics`)).text();
  expect(told).toContain('route="/healthz"');
  for (let n = 0; n < 10; n++) expect(told).not.toContain(invented(n));
});
