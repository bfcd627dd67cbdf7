import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashSecret, makeSecret } from '../../src/clients/index.ts';
import { client, type TestOidc, testOidc } from './support.ts';

let it: TestOidc;
beforeAll(async () => {
  it = await testOidc();
  await it.add(client('turning'));
});
afterAll(() => it.close());

async function ask(body: Record<string, string>, secret?: string) {
  const authorization = `Basic ${Buffer.from(`turning:${secret}`).toString('base64')}`;
  const answer = await fetch(`${it.url}/token`, {
    method: 'POST',
    headers: secret === undefined ? {} : { authorization },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...body }),
  });
  const { error, error_description } = (await answer.json()) as Record<string, string>;
  return { status: answer.status, error, words: error_description };
}

test('each of two secrets opens the token endpoint; the end of one is told only to who holds it', async () => {
  const next = await makeSecret(it.test.op(), 'turning', { label: 'next', days: 1 });
  expect((await ask({}, 'turning-secret')).status).toBe(200);
  expect((await ask({}, next)).status).toBe(200);
  it.test.clock.advance({ days: 2 });
  expect(await ask({}, next)).toMatchObject({
    error: 'invalid_client',
    words: expect.stringContaining('expired on'),
  });
  expect(await ask({}, 'guessed')).toEqual({
    status: 401,
    error: 'invalid_client',
    words: 'client authentication failed',
  });
  expect((await ask({}, 'turning-secret')).status).toBe(200);
  expect(hashSecret(next)).toHaveLength(32);
});

test('a key that was registered for a time proves nothing after it, and says so', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const exp = Math.floor(it.test.clock.now().getTime() / 1000) + 3600;
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig', exp };
  const { metadata } = client('keyed');
  await it.add(
    client('keyed', {
      metadata: { ...metadata, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [key] } },
      secretHash: null,
    }),
  );
  const assertion = (header: { kid?: string }) =>
    new SignJWT({ jti: crypto.randomUUID() })
      .setProtectedHeader({ alg: 'ES256', ...header })
      .setIssuer('keyed')
      .setSubject('keyed')
      .setAudience(it.url)
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(privateKey);
  const prove = async (header: { kid?: string }) =>
    ask({
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await assertion(header),
    });
  expect((await prove({ kid: 'k' })).status).toBe(200);
  it.test.clock.advance({ days: 1 });
  expect(await prove({ kid: 'k' })).toMatchObject({ words: expect.stringContaining('expired on') });
  expect(await prove({})).toMatchObject({ words: expect.stringContaining('kid') });
});
