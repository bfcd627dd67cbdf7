import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { inspect } from '../../src/developer/inspect.ts';

const now = new Date('2026-03-01T08:00:00Z');
const iat = now.getTime() / 1000;
const issuer = 'https://yekbar.example';
const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
const jwk: JWK = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
const known = { issuer, keys: [jwk], now };
const signed = (claims: Record<string, unknown>, header: Record<string, unknown> = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header }).sign(privateKey);
async function keysOf(text: string): Promise<string[]> {
  return ((await inspect(text, known))?.findings ?? []).map(({ key }) => key);
}
const good = { iss: issuer, aud: 'c', sub: 's', iat, exp: iat + 600, nonce: 'n' };

test('an ID token of ours is right, and each thing that is wrong with it is named', async () => {
  const token = await signed(good);
  expect(await inspect(` Bearer ${token}\n`, known)).toMatchObject({ kind: 'id_token', claims: good });
  expect(await keysOf(token)).toEqual(['signature_ok']);
  const [head = '', body = '', signature = ''] = token.split('.');
  expect(
    await keysOf(
      `${head}.${Buffer.from(JSON.stringify({ ...good, sub: 'x' })).toString('base64url')}.${signature}`,
    ),
  ).toContain('signature_bad');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  expect(await keysOf(`${none}.${body}.`)).toContain('alg_none');
  expect(await keysOf(await signed({ ...good, iss: 'https://x.example', exp: iat - 600 }))).toEqual([
    'signature_ok',
    'iss_other',
    'expired',
  ]);
  expect(await keysOf(await signed(good, { kid: 'k2' }))).toContain('signature_unknown');
});

test('logout tokens, proofs and request objects are held to their own rules', async () => {
  const event = 'http://schemas.openid.net/event/backchannel-logout';
  const logout = { iss: issuer, aud: 'c', iat, exp: iat + 120, jti: 'j', sub: 's', events: { [event]: {} } };
  expect(await keysOf(await signed(logout, { typ: 'logout+jwt' }))).toEqual(['signature_ok']);
  const { events: _events, sub: _sub, ...rest } = logout;
  expect(await keysOf(await signed({ ...rest, nonce: 'n' }, { typ: 'logout+jwt' }))).toEqual([
    'signature_ok',
    'logout_nonce',
    'logout_events',
    'logout_nobody',
  ]);
  const proof = { htm: 'GET', htu: `${issuer}/api/v1/profile`, iat, jti: 'j' };
  const dpop = { typ: 'dpop+jwt', jwk };
  expect(await keysOf(await signed(proof, dpop))).toEqual(['signature_ok']);
  const leaking = { typ: 'dpop+jwt', jwk: { ...(await exportJWK(privateKey)) } };
  expect(await keysOf(await signed({ ...proof, htu: `${proof.htu}?a=1`, iat: iat - 900 }, leaking))).toEqual([
    'signature_ok',
    'dpop_private',
    'dpop_query',
    'dpop_old',
  ]);
  const object = {
    client_id: 'c',
    iss: 'other',
    aud: 'x',
    response_type: 'code',
    redirect_uri: 'https://c.example',
  };
  expect(await keysOf(await signed(object, { typ: 'oauth-authz-req+jwt' }))).toEqual(
    expect.arrayContaining([
      'signature_unknown',
      'object_iss',
      'object_aud',
      'exp_missing',
      'challenge_missing',
    ]),
  );
});

test('an authorization address, what it holds, and what is no token at all', async () => {
  const asked = {
    client_id: 'c',
    redirect_uri: 'https://c.example/cb',
    response_type: 'code',
    scope: 'openid',
    state: 's',
    nonce: 'n',
    code_challenge: 'x',
    code_challenge_method: 'S256',
  };
  expect(await keysOf(`${issuer}/auth?${new URLSearchParams(asked)}`)).toEqual([]);
  expect(await keysOf('https://elsewhere.example/auth?response_type=token&code_challenge=x')).toEqual(
    expect.arrayContaining([
      'address_other',
      'client_missing',
      'type_not_code',
      'openid_missing',
      'challenge_plain',
      'state_missing',
    ]),
  );
  const object = await signed(
    { ...asked, iss: 'c', aud: issuer, exp: iat + 60 },
    { typ: 'oauth-authz-req+jwt' },
  );
  const held = await inspect(`${issuer}/auth?client_id=c&request=${object}`, known);
  expect(held?.findings).toEqual([]);
  expect(held?.inner?.findings.map(({ key }) => key)).toEqual(['signature_unknown']);
  for (const odd of ['x', 'a.b.c', '...', 'e30.e30.e30.e30.e30', 'https://', '{"a":1}', '\u0000'.repeat(50)])
    expect(await inspect(odd, known)).toBeDefined();
  expect(await inspect('  ', known)).toBeUndefined();
});
