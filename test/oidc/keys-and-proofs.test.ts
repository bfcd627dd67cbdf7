import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Browser,
  CALLBACK,
  client,
  maryam,
  password,
  sara,
  signInAt,
  type TestOidc,
  testOidc,
} from './support.ts';

let app: TestOidc;
let key: CryptoKey;
let publicKey: CryptoKey;
beforeAll(async () => {
  app = await testOidc();
  const pair = await generateKeyPair('ES256');
  key = pair.privateKey;
  publicKey = pair.publicKey;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
  await app.add(
    client('keyed', {
      metadata: {
        ...client('keyed').metadata,
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [jwk] },
        scope: 'openid business_profile admin:read',
      },
      secretHash: null,
    }),
  );
});
afterAll(() => app?.close());

const assertion = (more: Record<string, unknown> = {}) =>
  new SignJWT({ iss: 'keyed', sub: 'keyed', aud: app.url, jti: randomUUID(), ...more })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(key);
const withAssertion = (jwt: string) =>
  fetch(`${app.url}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'admin:read',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: jwt,
    }),
  });

describe('a client that proves itself with a key', () => {
  it('gets its token by a fresh assertion, once, however many send it', async () => {
    const one = await assertion();
    expect((await withAssertion(one)).status).toBe(200);
    expect((await withAssertion(one)).status).toBe(401);
    const raced = await assertion();
    const answers = await Promise.all([1, 2, 3, 4].map(() => withAssertion(raced)));
    expect(answers.filter(answer => answer.status === 200).length).toBe(1);
    expect((await withAssertion(await assertion({ aud: 'https://elsewhere.example' }))).status).toBe(401);
  });

  it('says for whom, by whom and how long: an assertion without its claims, or out of its time, is refused', async () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: 'keyed', sub: 'keyed', aud: app.url, jti: randomUUID(), iat: now, exp: now + 60 };
    const sign = (more: Record<string, unknown>, header: Record<string, unknown> = {}) =>
      new SignJWT(JSON.parse(JSON.stringify({ ...claims, jti: randomUUID(), ...more })))
        .setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header })
        .sign(key);
    expect((await withAssertion(await sign({}))).status).toBe(200);
    for (const more of [
      { exp: undefined },
      { jti: undefined },
      { aud: undefined },
      { iss: undefined },
      { sub: undefined },
      { iss: 'tax' },
      { sub: 'tax' },
      { exp: now - 60 },
      { nbf: now + 3600 },
      { iat: now + 3600 },
      { exp: 'soon' },
      { exp: now + 86_400 },
    ])
      expect((await withAssertion(await sign(more))).status, JSON.stringify(more)).toBe(401);
    expect((await withAssertion(await sign({}, { kid: 'other' }))).status).toBe(401);
  });

  it('may sign its request, and nothing that was added outside of it counts', async () => {
    const request = await new SignJWT({
      iss: 'keyed',
      aud: app.url,
      client_id: 'keyed',
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid business_profile',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
      state: 'signed',
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
      .setExpirationTime('1m')
      .sign(key);
    const query = new URLSearchParams({ client_id: 'keyed', request, scope: 'openid phone', state: 'added' });
    const isBack = (url: URL) => url.href.startsWith(CALLBACK);
    const page = await new Browser().open(`${app.url}/auth?${query}`, { until: isBack });
    const consent = await page.submit({ national_id: maryam.id, password });
    const back = await consent.submit({ decision: 'allow' }, { until: isBack });
    expect(back.url.searchParams.get('state')).toBe('signed');
    expect(back.url.searchParams.get('code')).toBeTruthy();
  });
});

describe('a client that publishes its keys', () => {
  const published = async (id: string, jwksUri: string) => {
    await app.add(
      client(id, {
        metadata: {
          ...client(id).metadata,
          token_endpoint_auth_method: 'private_key_jwt',
          jwks_uri: jwksUri,
          scope: 'openid admin:read',
        },
        secretHash: null,
      }),
    );
    return withAssertion(await assertion({ iss: id, sub: id }));
  };

  it('is known by them; an address that leads inside, redirects or is too long is not read', async () => {
    const asked: string[] = [];
    const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
    const server = createServer((req, res) => {
      asked.push(req.url ?? '');
      if (req.url === '/moved') res.writeHead(302, { location: '/keys' }).end();
      else if (req.url === '/long') res.end(JSON.stringify({ keys: [jwk], more: 'x'.repeat(70_000) }));
      else res.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const base = `http://localhost:${(server.address() as AddressInfo).port}`;
    expect((await published('publishing', `${base}/keys`)).status).toBe(200);
    expect((await published('moving', `${base}/moved`)).status).toBeGreaterThanOrEqual(400);
    expect((await published('long', `${base}/long`)).status).toBeGreaterThanOrEqual(400);
    expect((await published('inside', 'https://169.254.169.254/keys')).status).toBeGreaterThanOrEqual(400);
    expect(asked).toEqual(['/keys', '/moved', '/long']);
    server.close();
  });
});

describe('pages that the engine posts on by itself', () => {
  it('form_post: the page may post to the registered address, and runs its one script', async () => {
    const party = await app.party('tax');
    const browser = new Browser();
    await signInAt(party, browser, maryam);
    const { page } = await party.open(browser, { response_mode: 'form_post' });
    const policy = page.response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("form-action 'self' http://localhost:8085");
    expect(policy).toMatch(/script-src 'self' 'sha256-/);
    expect(page.value('code').length).toBeGreaterThan(20);
    expect(page.find('form').getAttribute('action')).toBe(CALLBACK);
  });

  it('another person signs in where somebody was: the first session is over, with its tokens', async () => {
    const party = await app.party('tax');
    const browser = new Browser();
    const before = await signInAt(party, browser, maryam);
    const { journey, page } = await party.open(browser, { prompt: 'login' });
    const between = await page.submit({ national_id: sara.id, password });
    expect(between.response.headers.get('content-security-policy')).toContain('form-action');
    const { walk } = await import('../support/stories.ts');
    const next = await between.submit({ logout: 'yes' }, { until: party.isBack });
    const done = await walk(next, sara, { until: party.isBack });
    const { claims } = await party.finish(journey, done.end.url);
    expect(claims.sub).not.toBe(before.claims.sub);
    expect((await party.profile(before.accessToken)).status).toBe(401);
  });
});

describe('a system that wants to hear of sign-outs', () => {
  it('is told by a signed token, at sign-out and when she ends the session from her page', async () => {
    const heard: string[] = [];
    const server = createServer((req, res) => {
      let text = '';
      req.on('data', chunk => {
        text += chunk;
      });
      req.on('end', () => {
        heard.push(new URLSearchParams(text).get('logout_token') ?? '');
        res.end();
      });
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    await app.add(
      client('listening', {
        metadata: {
          ...client('listening').metadata,
          backchannel_logout_uri: `http://localhost:${port}/logout`,
          backchannel_logout_session_required: true,
        },
      }),
    );
    const party = await app.party('listening');
    const browser = new Browser();
    const first = await signInAt(party, browser, sara);
    await (await browser.open(`${app.url}/sign-out`)).submit({ logout: 'yes' });
    const again = await signInAt(party, new Browser(), sara);
    const sessions = await app.oidc.listSessions(app.test.op(), app.persons.sara);
    const session = sessions.find(one => one.clientIds.includes('listening'));
    const op = app.test.op({ kind: 'person', personId: app.persons.sara });
    expect(await app.oidc.endSession(op, session?.uid ?? '')).toBe(true);
    await expect.poll(() => heard.length).toBe(2);
    const keys = createRemoteJWKSet(new URL(`${app.url}/jwks`));
    for (const [at, { claims }] of [first, again].entries()) {
      const { payload } = await jwtVerify(heard[at] ?? '', keys, {
        audience: 'listening',
        typ: 'logout+jwt',
      });
      expect(payload).toMatchObject({ sub: claims.sub, sid: claims.sid });
    }
    server.close();
  });
});

describe('a proof that is asked for again', () => {
  it('/sign-in?fresh=1 asks for the password of who has a session, and for the level that was named', async () => {
    const browser = new Browser();
    await (await browser.open(`${app.url}/me`)).submit({ national_id: maryam.id, password });
    expect((await browser.open(`${app.url}/sign-in?to=/me`)).url.pathname).toBe('/me');
    const page = await browser.open(`${app.url}/sign-in?to=/me&fresh=1&level=2`);
    expect(page.fields).toContain('password');
    const step = await page.submit({ national_id: maryam.id, password });
    expect([step.fields.includes('send'), step.fields.includes('password')]).toEqual([true, false]);
    const fresh = await browser.open(`${app.url}/sign-in?to=/me&fresh=1`);
    expect((await fresh.submit({ national_id: maryam.id, password })).url.pathname).toBe('/me');
  });
});
