import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encryptionAlgorithms } from '../../src/clients/index.ts';
import { walk } from '../support/stories.ts';
import {
  Browser,
  CALLBACK,
  client,
  maryam,
  type RelyingParty,
  signInAt,
  type TestOidc,
  testOidc,
} from './support.ts';

let app: TestOidc;
let publicKeys: ReturnType<typeof jose.createRemoteJWKSet>;
const keys = new Map<string, CryptoKey>();
const isBack = (url: URL) => url.href.startsWith(CALLBACK);
const idOf = (alg: string) => `enc-${alg.toLowerCase().replace(/\W/g, '-')}`;

beforeAll(async () => {
  app = await testOidc();
  publicKeys = jose.createRemoteJWKSet(new URL(`${app.url}/jwks`));
  for (const alg of encryptionAlgorithms) {
    const pair = await jose.generateKeyPair(alg, { extractable: true });
    keys.set(alg, pair.privateKey);
    const { metadata } = client('x');
    await app.add(
      client(idOf(alg), {
        secretHash: client(idOf(alg)).secretHash,
        metadata: {
          ...metadata,
          jwks: { keys: [{ ...(await jose.exportJWK(pair.publicKey)), kid: 'mine', use: 'enc', alg }] },
          id_token_encrypted_response_alg: alg,
          userinfo_encrypted_response_alg: alg,
          authorization_encrypted_response_alg: alg,
          introspection_encrypted_response_alg: alg,
        },
      }),
    );
  }
});
afterAll(() => app?.close());

/** What is inside: signed by us, for this client. */
async function opened(jwe: string, alg: string): Promise<jose.JWTPayload> {
  const key = keys.get(alg);
  if (!key) throw new Error('no key');
  const { plaintext, protectedHeader } = await jose.compactDecrypt(jwe, key);
  expect(protectedHeader).toMatchObject({ alg, enc: 'A256GCM', cty: 'JWT', kid: 'mine' });
  const inside = await jose.jwtVerify(new TextDecoder().decode(plaintext), publicKeys, {
    issuer: app.url,
    audience: idOf(alg),
  });
  return { ...inside.payload, typ: inside.protectedHeader.typ };
}
const ask = (
  party: RelyingParty,
  path: string,
  body: Record<string, string>,
  headers: Record<string, string> = {},
) => {
  const id = party.config.clientMetadata().client_id;
  return fetch(`${app.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${id}:${id}-secret`)}`, ...headers },
    body: new URLSearchParams(body),
  });
};

describe.each(encryptionAlgorithms)('a system that registered %s', alg => {
  it('gets ID token, userinfo, profile, answers of the authorization and introspection for its own eyes', async () => {
    const party = await app.party(idOf(alg));
    const { journey, page } = await party.open(new Browser(), { response_mode: 'jwt' });
    const done = await walk(page, { ...maryam, actingFor: 'self' }, { until: isBack });
    const answer = await opened(done.end.url.searchParams.get('response') ?? '', alg);
    expect(answer.state).toBe(journey.state);
    const exchanged = await ask(party, '/token', {
      grant_type: 'authorization_code',
      code: String(answer.code),
      redirect_uri: CALLBACK,
      code_verifier: journey.verifier,
    });
    const tokens = (await exchanged.json()) as Record<string, string>;
    const bearer = { authorization: `Bearer ${tokens.access_token}` };
    const idToken = await opened(tokens.id_token ?? '', alg);
    expect(idToken.represented).toEqual({ type: 'self' });
    const info = await fetch(`${app.url}/userinfo`, { headers: bearer });
    expect(info.headers.get('content-type')).toContain('application/jwt');
    expect((await opened(await info.text(), alg)).sub).toBe(idToken.sub);
    const profile = await party.profile(tokens.access_token ?? '', '', { accept: 'application/jwt' });
    const release = await opened(await profile.text(), alg);
    expect(release.typ).toBe('profile+jwt');
    expect(Object.keys(release.fields as object)).toContain('person.birth_date');
    // Who does not ask for it gets it plain, as ever.
    const plain = await party.profile(tokens.access_token ?? '');
    expect(await plain.json()).toHaveProperty('fields');
    const said = await ask(
      party,
      '/introspect',
      { token: tokens.access_token ?? '' },
      {
        accept: 'application/token-introspection+jwt',
      },
    );
    expect((await opened(await said.text(), alg)).token_introspection).toMatchObject({ active: true });
  });
});

describe('encryption', () => {
  it('is offered the same for ID tokens and userinfo, with one method', async () => {
    const found = (await (await fetch(`${app.url}/.well-known/openid-configuration`)).json()) as Record<
      string,
      unknown
    >;
    for (const kind of ['id_token', 'userinfo', 'authorization', 'introspection']) {
      expect(found[`${kind}_encryption_alg_values_supported`]).toEqual([...encryptionAlgorithms]);
      expect(found[`${kind}_encryption_enc_values_supported`]).toEqual(['A256GCM']);
    }
    expect(found.userinfo_signing_alg_values_supported).toEqual(found.id_token_signing_alg_values_supported);
  });

  it('is possible for a signed request too, with the key that we publish for it', async () => {
    const { keys: published } = (await (await fetch(`${app.url}/jwks`)).json()) as { keys: jose.JWK[] };
    const ours = published.find(({ use }) => use === 'enc');
    expect(ours).toMatchObject({ kty: 'EC', alg: 'ECDH-ES+A256KW' });
    const pair = await jose.generateKeyPair('ES256', { extractable: true });
    const { metadata } = client('x');
    await app.add(
      client('hidden', {
        metadata: {
          ...metadata,
          jwks: { keys: [{ ...(await jose.exportJWK(pair.publicKey)), kid: 'k', use: 'sig' }] },
        },
      }),
    );
    const request = await new jose.SignJWT({
      client_id: 'hidden',
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: 'inside',
      prompt: 'none',
      code_challenge: 'c'.repeat(43),
      code_challenge_method: 'S256',
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'k' })
      .setIssuer('hidden')
      .setAudience(app.url)
      .setExpirationTime('1m')
      .sign(pair.privateKey);
    const hide = (alg: string, enc: string) =>
      new jose.CompactEncrypt(new TextEncoder().encode(request)).setProtectedHeader({
        alg,
        enc,
        kid: ours?.kid ?? '',
        cty: 'oauth-authz-req+jwt',
      });
    const open = async (jwe: string) => {
      const query = new URLSearchParams({
        client_id: 'hidden',
        scope: 'openid',
        response_type: 'code',
        request: jwe,
      });
      const page = await new Browser().open(`${app.url}/auth?${query}`, { until: isBack });
      return page.url.searchParams;
    };
    const key = (await jose.importJWK(ours ?? {}, 'ECDH-ES+A256KW')) as CryptoKey;
    const back = await open(await hide('ECDH-ES+A256KW', 'A256GCM').encrypt(key));
    expect([back.get('error'), back.get('state')]).toEqual(['login_required', 'inside']);
    expect((await open(await hide('ECDH-ES+A256KW', 'A128GCM').encrypt(key))).get('state')).toBeNull();
  });

  it.each(['RSA1_5', 'RSA-OAEP', 'dir', 'A128KW'])('is refused by %s', async alg => {
    const response = await fetch(`${app.url}/reg`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-initial-access-token', 'content-type': 'application/json' },
      body: JSON.stringify({
        redirect_uris: [CALLBACK],
        jwks_uri: 'https://suite.example.com/jwks',
        id_token_encrypted_response_alg: alg,
      }),
    });
    expect(response.status).toBe(400);
  });
});

it('a system whose key is gone gets nothing, and nothing stands on the record as given', async () => {
  const { publicKey } = await jose.generateKeyPair('ES256', { extractable: true });
  const { metadata } = client('x');
  const jwks = { keys: [{ ...(await jose.exportJWK(publicKey)), kid: 'old', use: 'sig', alg: 'ES256' }] };
  const hidden = { userinfo_encrypted_response_alg: 'ECDH-ES', userinfo_encrypted_response_enc: 'A256GCM' };
  await app.add(client('keyless', { metadata: { ...metadata, jwks, ...hidden } }));
  const party = await app.party('keyless');
  const { accessToken } = await signInAt(party, new Browser(), maryam);
  const answer = await party.profile(accessToken, '', { accept: 'application/jwt' });
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
    503,
    'oidc.client_keys',
  ]);
  const given = await app.test.system.db
    .selectFrom('audit_event')
    .select('kind')
    .where('client_id', '=', 'keyless')
    .where('kind', '=', 'profile.released')
    .execute();
  expect(given).toEqual([]);
});
