import { createHash } from 'node:crypto';
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
beforeAll(async () => {
  app = await testOidc();
  tax = await app.party('tax');
});
afterAll(() => app?.close());

const asked = (more: Record<string, string>) => ({
  client_id: 'tax',
  response_type: 'code',
  redirect_uri: CALLBACK,
  scope: 'openid',
  code_challenge: createHash('sha256').update('verifier').digest('base64url'),
  code_challenge_method: 'S256',
  ...more,
});
const postText = (path: string, body: string, as = 'tax') =>
  fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${as}:${as}-secret`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body,
  });
const post = (path: string, body: Record<string, string>, as = 'tax') =>
  postText(path, String(new URLSearchParams(body)), as);

describe('resource (RFC 8707)', () => {
  const elsewhere = 'https://api.example/';
  const error = async (response: Promise<Response>) => {
    const { status, body } = await response.then(async one => ({
      status: one.status,
      body: await one.json(),
    }));
    return [status, (body as Record<string, string>).error];
  };

  it('that is not this issuer is refused wherever a token is asked for, and nothing is used up', async () => {
    const { journey, callback } = await (async () => {
      const browser = new Browser();
      await signInAt(tax, browser, maryam);
      const { journey, page } = await tax.open(browser);
      return { journey, callback: page.url };
    })();
    const redeem = {
      grant_type: 'authorization_code',
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
    };
    const credentials = { grant_type: 'client_credentials' };
    for (const body of [redeem, credentials, { grant_type: 'refresh_token', refresh_token: 'any' }])
      expect(await error(post('/token', { ...body, resource: elsewhere }))).toEqual([400, 'invalid_target']);
    expect(await error(post('/par', asked({ resource: elsewhere })))).toEqual([400, 'invalid_target']);
    const twice = `${new URLSearchParams({ ...credentials, resource: `${app.url}/userinfo` })}&resource=${elsewhere}`;
    expect(await error(postText('/token', twice))).toEqual([400, 'invalid_target']);
    // The code that came with a foreign resource is still good.
    expect((await tax.finish(journey, callback)).accessToken).toBeTypeOf('string');
  });

  it('that is this issuer may be named', async () => {
    for (const resource of [app.url, `${app.url}/userinfo`, `${app.url}/api/v1/profile`]) {
      const given = await post('/token', { grant_type: 'client_credentials', resource });
      expect([given.status, resource]).toEqual([200, resource]);
    }
  });

  it('of a stranger is no way to learn anything: the client proves itself first', async () => {
    expect(
      await error(post('/token', { grant_type: 'client_credentials', resource: elsewhere }, 'nobody')),
    ).toEqual([401, 'invalid_client']);
  });
});
