import { createHash, randomBytes } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  Browser,
  CALLBACK,
  maryam,
  type RelyingParty,
  signInAt,
  type TestOidc,
  testOidc,
} from './support.ts';

let app: TestOidc;
let tax: RelyingParty;
let customs: RelyingParty;
const browser = new Browser();
beforeAll(async () => {
  app = await testOidc();
  tax = await app.party('tax');
  customs = await app.party('customs');
  await signInAt(tax, browser, maryam);
});
afterAll(() => app?.close());

const basic = (id: string) => `Basic ${Buffer.from(`${id}:${id}-secret`).toString('base64')}`;
const post = (path: string, body: Record<string, string>, as = 'tax') =>
  fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { authorization: basic(as) },
    body: new URLSearchParams(body),
  });

/** A code that came back in the session, with its verifier; no page is shown. */
async function newCode(party = tax, parameters: Record<string, string> = {}) {
  const { journey, page } = await party.open(browser, parameters);
  expect(party.isBack(page.url), page.text.slice(0, 200)).toBe(true);
  return { code: page.url.searchParams.get('code') ?? '', verifier: journey.verifier };
}

const redeem = (code: string, verifier: string, as = 'tax') =>
  post(
    '/token',
    { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: verifier },
    as,
  );

/** One of several who use the same at once is given something, and nothing of it stays. */
async function leavesNothing(answers: Response[]): Promise<void> {
  const bodies = (await Promise.all(answers.map(answer => answer.json()))) as Record<string, string>[];
  const given = bodies.filter((_, at) => answers[at]?.status === 200);
  expect(given.length).toBe(1);
  for (const [at, body] of bodies.entries())
    if (answers[at]?.status !== 200) expect(body).toMatchObject({ error: 'invalid_grant' });
  for (const { access_token: access = '', refresh_token: refresh } of given) {
    expect((await tax.profile(access)).status).toBe(401);
    if (refresh === undefined) continue;
    const again = await post('/token', { grant_type: 'refresh_token', refresh_token: refresh });
    expect(await again.json()).toMatchObject({ error: 'invalid_grant' });
  }
}

describe('a code', () => {
  it('of which many make use at the same moment gives one of them a token, and that one is worth nothing', async () => {
    for (let round = 0; round < 40; round++) {
      const { code, verifier } = await newCode();
      await leavesNothing(await Promise.all([1, 2, 3, 4].map(() => redeem(code, verifier))));
    }
    const { code, verifier } = await newCode();
    expect((await redeem(code, verifier)).status).toBe(200);
  }, 120_000);

  it('that is used again ends the tokens it gave, and the next sign-in still needs no page', async () => {
    const { code, verifier } = await newCode();
    const first = (await (await redeem(code, verifier)).json()) as { access_token: string };
    expect((await tax.profile(first.access_token)).status).toBe(200);
    expect((await redeem(code, verifier)).status).toBe(400);
    expect((await tax.profile(first.access_token)).status).toBe(401);
    const again = await newCode();
    expect((await redeem(again.code, again.verifier)).status).toBe(200);
  });

  it('is worth nothing without its verifier, or with another client, or at another address', async () => {
    const one = await newCode();
    const without = await post('/token', {
      grant_type: 'authorization_code',
      code: one.code,
      redirect_uri: CALLBACK,
    });
    expect(without.status).toBe(400);
    expect((await redeem(one.code, randomBytes(32).toString('base64url'))).status).toBe(400);
    expect((await redeem(one.code, one.verifier, 'customs')).status).toBe(400);
    const elsewhere = await post('/token', {
      grant_type: 'authorization_code',
      code: one.code,
      redirect_uri: `${CALLBACK}/`,
      code_verifier: one.verifier,
    });
    expect(elsewhere.status).toBe(400);
  });

  it('is not given without PKCE, nor with the plain method', async () => {
    const challenge = createHash('sha256').update('x').digest('base64url');
    for (const parameters of [{}, { code_challenge: challenge, code_challenge_method: 'plain' }]) {
      const query = new URLSearchParams({
        client_id: 'tax',
        response_type: 'code',
        redirect_uri: CALLBACK,
        scope: 'openid',
        ...parameters,
      });
      const page = await browser.open(`${app.url}/auth?${query}`, { until: tax.isBack });
      expect(page.url.searchParams.get('error')).toBe('invalid_request');
      expect(page.url.searchParams.get('code')).toBeNull();
    }
  });
});

describe('a refresh token', () => {
  async function offline() {
    const { tokens } = await signInAt(tax, browser, maryam, {
      scope: 'openid business_profile offline_access',
      prompt: 'consent',
    });
    return tokens.refresh_token ?? '';
  }

  it('that several use at the same moment ends the whole family, whoever was first', async () => {
    for (let round = 0; round < 10; round++) {
      const token = await offline();
      const use = () => post('/token', { grant_type: 'refresh_token', refresh_token: token });
      await leavesNothing(await Promise.all([use(), use(), use(), use()]));
      expect((await use()).status).toBe(400);
    }
  }, 60_000);

  it('that is used again ends the whole family', async () => {
    const token = await offline();
    const next = (await (
      await post('/token', { grant_type: 'refresh_token', refresh_token: token })
    ).json()) as { refresh_token: string; access_token: string };
    expect((await tax.profile(next.access_token)).status).toBe(200);
    expect((await post('/token', { grant_type: 'refresh_token', refresh_token: token })).status).toBe(400);
    const family = { grant_type: 'refresh_token', refresh_token: next.refresh_token };
    expect((await post('/token', family)).status).toBe(400);
    expect((await tax.profile(next.access_token)).status).toBe(401);
  });

  it('gives no scope that was not allowed, and none to another client', async () => {
    const token = await offline();
    const wider = {
      grant_type: 'refresh_token',
      refresh_token: token,
      scope: 'openid phone business_profile',
    };
    expect(await (await post('/token', wider)).json()).toMatchObject({ error: 'invalid_scope' });
    const stolen = await post('/token', { grant_type: 'refresh_token', refresh_token: token }, 'customs');
    expect(await stolen.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('is refused once the person may no longer act', async () => {
    const token = await offline();
    const { db } = app.test.system;
    await db.updateTable('person').set({ state: 'suspended' }).where('id', '=', app.persons.maryam).execute();
    const refused = await post('/token', { grant_type: 'refresh_token', refresh_token: token });
    await db.updateTable('person').set({ state: 'active' }).where('id', '=', app.persons.maryam).execute();
    expect(await refused.json()).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('a token that is given back', () => {
  it('as an access token ends alone; as a refresh token with all that was given with it', async () => {
    const first = await signInAt(tax, browser, maryam, {
      scope: 'openid business_profile offline_access',
      prompt: 'consent',
    });
    const { code, verifier } = await newCode();
    const second = (await (await redeem(code, verifier)).json()) as { access_token: string };
    expect((await post('/revoke', { token: second.access_token })).status).toBe(200);
    expect((await tax.profile(second.access_token)).status).toBe(401);
    expect((await tax.profile(first.accessToken)).status).toBe(200);
    const refresh_token = first.tokens.refresh_token ?? '';
    const use = (token: string) => post('/token', { grant_type: 'refresh_token', refresh_token: token });
    const next = (await (await use(refresh_token)).json()) as Record<string, string>;
    expect(next.access_token).toBeDefined();
    await post('/revoke', { token: next.refresh_token ?? '' });
    expect((await use(next.refresh_token ?? '')).status).toBe(400);
    for (const token of [first.accessToken, next.access_token ?? ''])
      expect((await tax.profile(token)).status).toBe(401);
  });
});

describe("another client's token", () => {
  it('is unknown at introspection, and cannot be revoked', async () => {
    const { code, verifier } = await newCode();
    const { access_token: token } = (await (await redeem(code, verifier)).json()) as { access_token: string };
    expect(await (await post('/introspect', { token }, 'customs')).json()).toEqual({ active: false });
    await post('/revoke', { token }, 'customs');
    expect((await tax.profile(token)).status).toBe(200);
    expect(await (await post('/introspect', { token })).json()).toMatchObject({
      active: true,
      client_id: 'tax',
    });
    expect((await post('/revoke', { token })).status).toBe(200);
    expect((await tax.profile(token)).status).toBe(401);
  });

  it('knows the person under another name at another agency, and the same at the same', async () => {
    await app.add({
      ...(await import('./support.ts')).client('health'),
      agency: { id: 'health', name: { fa: 'سلامت', en: 'Health' } },
    });
    const [a, b, c] = await Promise.all(
      [tax, customs, await app.party('health')].map(async party => {
        const { claims } = await signInAt(party, new Browser(), maryam);
        return claims.sub;
      }),
    );
    expect(a).toBe(b);
    expect(c).not.toBe(a);
    expect([a, c]).not.toContain(app.persons.maryam);
  });
});

describe('a client', () => {
  it('is not believed with a wrong secret, nor with what is stored of the right one', async () => {
    const stored = createHash('sha256').update('tax-secret').digest('hex');
    for (const secret of ['', 'wrong', stored, `sha256.${stored}`]) {
      const answer = await fetch(`${app.url}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`tax:${secret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      expect(answer.status).toBe(secret === '' ? 400 : 401);
    }
  });

  it('cannot sign an assertion or a request object with its secret, or not at all', async () => {
    const secret = new TextEncoder().encode('tax-secret'.padEnd(32, '0'));
    const claims = { iss: 'tax', sub: 'tax', aud: app.url, jti: 'one' };
    const hs256 = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1m')
      .sign(secret);
    const assertion = await fetch(`${app.url}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: hs256,
      }),
    });
    expect(assertion.status).toBe(401);
    const asked = {
      client_id: 'tax',
      response_type: 'code',
      redirect_uri: 'https://evil.example/',
      scope: 'openid',
    };
    const unsigned = new UnsecuredJWT({ ...asked, iss: 'tax', aud: app.url }).encode();
    for (const request of [hs256, unsigned]) {
      const query = new URLSearchParams({ ...asked, redirect_uri: CALLBACK, request });
      const page = await new Browser().open(`${app.url}/auth?${query}`, { until: tax.isBack });
      expect(page.url.host).not.toBe('evil.example');
      expect(page.url.searchParams.get('error')).toBe('invalid_request_object');
    }
  });

  it('gets a token of its own, which opens the API of clients and nobody’s profile', async () => {
    await app.add(
      (await import('./support.ts')).client('machine', {
        metadata: {
          redirect_uris: [],
          response_types: [],
          grant_types: ['client_credentials'],
          scope: 'admin:read',
          token_endpoint_auth_method: 'client_secret_basic',
        },
        purposes: [],
      }),
    );
    const answer = await post('/token', { grant_type: 'client_credentials', scope: 'admin:read' }, 'machine');
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const api = await fetch(`${app.url}/client-api`, { headers: { authorization: `Bearer ${token}` } });
    expect(await api.json()).toEqual({ kind: 'client', clientId: 'machine', scopes: ['admin:read'] });
    expect((await tax.profile(token)).status).toBe(401);
    const wider = await post('/token', { grant_type: 'client_credentials', scope: 'admin:write' }, 'machine');
    expect(await wider.json()).toMatchObject({ error: 'invalid_scope' });
  });
});
