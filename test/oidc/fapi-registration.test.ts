import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CALLBACK, type TestOidc, testOidc } from './support.ts';

let app: TestOidc;
let keyed: Record<string, unknown>;
beforeAll(async () => {
  app = await testOidc();
  const { publicKey } = await jose.generateKeyPair('ES256', { extractable: true });
  const jwks = { keys: [{ ...(await jose.exportJWK(publicKey)), kid: 'k', use: 'sig' }] };
  keyed = { token_endpoint_auth_method: 'private_key_jwt', jwks };
});
afterAll(() => app?.close());

describe('registering a profile', () => {
  const register = async (body: Record<string, unknown>) => {
    const response = await fetch(`${app.url}/reg`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-initial-access-token', 'content-type': 'application/json' },
      body: JSON.stringify({ redirect_uris: [CALLBACK], ...body }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('shows what the profile demands', async () => {
    const done = await register({ security_profile: 'fapi2', ...keyed });
    expect(done.status, JSON.stringify(done.body)).toBe(201);
    expect(done.body).toMatchObject({
      security_profile: 'fapi2',
      require_pushed_authorization_requests: true,
      dpop_bound_access_tokens: true,
      id_token_signed_response_alg: 'ES256',
    });
    expect(done.body.client_secret).toBeUndefined();
  });

  it.each([
    ['another way to prove itself', { security_profile: 'fapi2' }, 'private_key_jwt'],
    ['RS256', { security_profile: 'fapi2', id_token_signed_response_alg: 'RS256', keyed: true }, 'RS256'],
    ['no PKCE', { security_profile: 'fapi2', require_pkce: false, keyed: true }, 'PKCE'],
    ['a profile that there is not', { security_profile: 'fapi3', keyed: true }, 'security_profile'],
    [
      'unsigned answers',
      { security_profile: 'fapi2-message-signing', response_modes: ['query'], keyed: true },
      'response_modes',
    ],
    [
      'an implicit response',
      { security_profile: 'fapi2', response_types: ['id_token'], keyed: true },
      'response_types',
    ],
  ])('refuses %s', async (_name, { keyed: withKeys, ...body }: Record<string, unknown>, hint) => {
    const done = await register({ ...(withKeys ? keyed : {}), ...body });
    expect(done.status).toBe(400);
    expect(done.body.error).toBe('invalid_client_metadata');
    expect(done.body.error_description).toContain(hint);
  });
});
