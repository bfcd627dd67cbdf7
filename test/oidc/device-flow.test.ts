import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { walk } from '../support/stories.ts';
import { Browser, client, maryam, type TestOidc, testOidc } from './support.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
let app: TestOidc;
let keys: jose.GenerateKeyPairResult;
let keySet: Server;

beforeAll(async () => {
  app = await testOidc();
  keys = await jose.generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await jose.exportJWK(keys.publicKey)), kid: 'k', use: 'sig' };
  keySet = createServer((_req, res) => res.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>(done => keySet.listen(0, '127.0.0.1', done));
  const { metadata } = client('kiosk');
  await app.add(
    client('kiosk', {
      secretHash: null,
      metadata: {
        ...metadata,
        redirect_uris: [],
        response_types: [],
        grant_types: [GRANT, 'refresh_token'],
        token_endpoint_auth_method: 'private_key_jwt',
        jwks_uri: `http://localhost:${(keySet.address() as AddressInfo).port}/`,
      },
    }),
  );
});
afterAll(async () => {
  keySet?.close();
  await app?.close();
});

const ask = async (path: string, body: Record<string, string>) => {
  const assertion = await new jose.SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .setIssuer('kiosk')
    .setSubject('kiosk')
    .setAudience(app.url)
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(keys.privateKey);
  const response = await fetch(`${app.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'kiosk',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      ...body,
    }),
  });
  return (await response.json()) as Record<string, string>;
};
const begin = (more: Record<string, string> = {}) =>
  ask('/device/auth', { scope: 'openid business_profile', ...more });
const poll = (device: Record<string, string>) =>
  ask('/token', { grant_type: GRANT, device_code: device.device_code ?? '' });
const persian = (text: string) => text.replace(/\d/g, digit => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? '');

/** What the engine warns of. */
const warned = vi.spyOn(console, 'warn');

describe('signing in at a kiosk', () => {
  it('a person types the code on her telephone, sees whose it is, signs in, and the kiosk has her tokens', async () => {
    const device = await begin();
    expect(device.user_code).toMatch(/^\d{3}-\d{3}-\d{3}$/);
    expect(device.verification_uri).toBe(`${app.url}/device`);
    expect((await poll(device)).error).toBe('authorization_pending');
    const telephone = new Browser();
    const page = await telephone.open(`${app.url}/device`);
    expect(page.fields).toContain('user_code');
    const same = await page.submit({
      user_code: ` ${persian(device.user_code ?? '').replaceAll('-', ' ')} `,
    });
    expect(same.text).toContain('سامانهٔ kiosk');
    expect(same.text).toContain(persian(device.user_code ?? ''));
    const done = await walk(await same.submit({ confirm: 'yes' }), { ...maryam, actingFor: 'self' });
    expect(done.asked).toEqual(['password', 'decision']);
    expect(done.end.text).toContain('دستگاه آماده است');
    const tokens = await poll(device);
    expect(tokens.error).toBeUndefined();
    const info = await fetch(`${app.url}/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(await info.json()).toMatchObject({ represented: { type: 'self' } });
    const again = await (await telephone.open(`${app.url}/device`)).submit({
      user_code: device.user_code ?? '',
    });
    expect(again.text).toMatch(/پیش از این به کار رفته/);
    expect((await poll(device)).error).toBe('invalid_grant');
  });

  it('a code in the address fills the field and leads nobody past it; English on demand', async () => {
    const device = await begin();
    const page = await new Browser().open(`${device.verification_uri_complete}&lang=en`);
    expect(page.text).toContain('Sign in for a device');
    expect(page.find('input[name=user_code]').getAttribute('value')).toBe(device.user_code);
    const same = await page.submit({});
    expect(same.text).toContain('System kiosk');
    const stopped = await same.submit({ abort: 'yes' });
    expect(stopped.text).toContain('You stopped');
    expect((await poll(device)).error).toBe('access_denied');
  });

  it('who says no leaves the kiosk without anything', async () => {
    const device = await begin({ scope: 'openid profile phone business_profile' });
    const page = await (await new Browser().open(`${app.url}/device`)).submit({
      user_code: device.user_code ?? '',
    });
    const done = await walk(await page.submit({ confirm: 'yes' }), {
      ...maryam,
      actingFor: 'self',
      decision: 'deny',
    });
    expect(done.end.text).toMatch(/لغو کردید/);
    expect((await poll(device)).error).toBe('access_denied');
  });

  it('a code that there is not, or none, is answered with a sentence', async () => {
    const page = await new Browser().open(`${app.url}/device`);
    expect((await page.submit({ user_code: '000-000-000' })).text).toMatch(/چنین کدی نیست/);
    expect((await (await new Browser().open(`${app.url}/device`)).submit({ user_code: 'کد' })).text).toMatch(
      /کدی ننوشتید/,
    );
  });

  it('the engine reads the typed code itself: no parser stands before it', async () => {
    await (await new Browser().open(`${app.url}/device`)).submit({ user_code: '000-000-001' });
    expect(warned.mock.calls.flat().join()).not.toContain('already parsed');
    const post = (init: RequestInit, cookie?: string) =>
      fetch(`${app.url}/device`, {
        method: 'POST',
        redirect: 'manual',
        ...init,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'text/html',
          ...(cookie ? { cookie } : {}),
        },
      });
    const without = await post({ body: 'user_code=1' });
    expect([without.status, without.headers.get('location')]).toEqual([303, '/device']);
    const stale = await post({ body: 'user_code=1' }, 'session=over');
    expect(stale.status).toBeLessThan(500);
    const stream = new Blob(['user_code=1']).stream();
    const chunked = await post({ body: stream, duplex: 'half' } as RequestInit, 'session=over');
    expect(chunked.status).toBe(400);
  });

  it('no system begins it that did not register for it', async () => {
    const response = await fetch(`${app.url}/device/auth`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('tax:tax-secret')}` },
      body: new URLSearchParams({ scope: 'openid' }),
    });
    expect(await response.json()).toMatchObject({
      error: 'invalid_request',
      error_description: expect.stringContaining('not allowed for this client'),
    });
  });

  it('guessing codes soon waits, whether typed or confirmed, and a right one is no guess', async () => {
    const device = await begin();
    const statuses: number[] = [];
    for (let guess = 0; guess < 25; guess++) {
      const browser = new Browser();
      const page = await browser.open(`${app.url}/device`);
      const body = new URLSearchParams({
        xsrf: page.find('input[name=xsrf]').getAttribute('value') ?? '',
        user_code: String(100_000_000 + guess),
        ...(guess % 2 ? { confirm: 'yes' } : {}),
      });
      const next = await browser.open(`${app.url}/device`, { method: 'POST', body });
      statuses.push(next.status);
    }
    expect(statuses.slice(0, 15)).toEqual(Array<number>(15).fill(200));
    expect(statuses.at(-1)).toBe(429);
    expect((await poll(device)).error).toBe('authorization_pending');
  });
});

it('a resource that is not this issuer is refused where a device asks and where it fetches; this one may be named', async () => {
  const elsewhere = { resource: 'https://api.example/' };
  expect((await begin(elsewhere)).error).toBe('invalid_target');
  const device = await begin({ resource: `${app.url}/api/v1/profile` });
  expect(device.user_code).toBeTypeOf('string');
  const redeem = { grant_type: GRANT, device_code: device.device_code ?? '' };
  expect((await ask('/token', { ...redeem, ...elsewhere })).error).toBe('invalid_target');
  expect((await ask('/token', redeem)).error).toBe('authorization_pending');
});
