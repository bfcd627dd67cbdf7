import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import * as jose from 'jose';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walk } from '../support/stories.ts';
import { Browser, CALLBACK, client, maryam, type TestOidc, testOidc } from './support.ts';

let app: TestOidc;
let keys: jose.GenerateKeyPairResult;
let own: jose.GenerateKeyPairResult;
let token: string;
let refresh: string;
const isBack = (url: URL) => url.href.startsWith(CALLBACK);

beforeAll(async () => {
  app = await testOidc();
  keys = await jose.generateKeyPair('ES256', { extractable: true });
  own = await jose.generateKeyPair('ES256', { extractable: true });
  const { metadata } = client('fapi');
  const jwk = { ...(await jose.exportJWK(keys.publicKey)), kid: 'es', use: 'sig', alg: 'ES256' };
  await app.add(
    client('fapi', {
      secretHash: null,
      metadata: {
        ...metadata,
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [jwk] },
        security_profile: 'fapi2',
      },
    }),
  );
  ({ token, refresh } = await signIn());
});
afterAll(() => app?.close());

/** Through the door with a library, to tokens that are bound to `own`. */
async function signIn() {
  const config = await oidc.discovery(
    new URL(app.url),
    'fapi',
    {},
    oidc.PrivateKeyJwt({ key: keys.privateKey, kid: 'es' }),
    { execute: [oidc.allowInsecureRequests] },
  );
  const verifier = oidc.randomPKCECodeVerifier();
  const dpop = oidc.getDPoPHandle(config, own);
  const url = await oidc.buildAuthorizationUrlWithPAR(
    config,
    {
      redirect_uri: CALLBACK,
      scope: 'openid offline_access business_profile',
      prompt: 'consent',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    },
    { DPoP: dpop },
  );
  const first = await new Browser().open(url, { until: isBack });
  const done = await walk(first, { ...maryam, actingFor: 'self' }, { until: isBack });
  const tokens = await oidc.authorizationCodeGrant(
    config,
    done.end.url,
    { pkceCodeVerifier: verifier },
    undefined,
    { DPoP: dpop },
  );
  return { token: tokens.access_token, refresh: tokens.refresh_token ?? '' };
}

interface Making {
  readonly nonce?: string | undefined;
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
}

async function proofFor(path: string, { nonce, claims, header }: Making = {}): Promise<string> {
  const method = path === '/token' ? 'POST' : 'GET';
  const ath = path === '/token' ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
  return new jose.SignJWT({
    htm: method,
    htu: app.url + path,
    jti: randomUUID(),
    iat: Math.floor(Date.now() / 1000),
    ...ath,
    ...(nonce === undefined ? {} : { nonce }),
    ...claims,
  })
    .setProtectedHeader({
      alg: 'ES256',
      typ: 'dpop+jwt',
      jwk: await jose.exportJWK(own.publicKey),
      ...header,
    })
    .sign(own.privateKey);
}

async function ask(path: string, proof: string): Promise<Response> {
  if (path !== '/token')
    return fetch(app.url + path, { headers: { authorization: `DPoP ${token}`, dpop: proof } });
  const assertion = await new jose.SignJWT({ jti: randomUUID(), iss: 'fapi', sub: 'fapi', aud: app.url })
    .setProtectedHeader({ alg: 'ES256', kid: 'es' })
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(keys.privateKey);
  return fetch(app.url + path, {
    method: 'POST',
    headers: { dpop: proof },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: refresh,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
}

const places = ['/token', '/userinfo', '/api/v1/profile'];
const nonceAt = async (path: string) =>
  (await ask(path, await proofFor(path))).headers.get('dpop-nonce') ?? undefined;

describe.each(places)('a client of FAPI 2.0 at %s', path => {
  it('is given a nonce for a proof without one, and answered for a proof with it', async () => {
    for (const nonce of [undefined, 'made-up-by-somebody-else']) {
      const refused = await ask(path, await proofFor(path, { nonce }));
      expect([400, 401]).toContain(refused.status);
      const said = `${refused.headers.get('www-authenticate')} ${await refused.text()}`;
      expect(said).toContain(path.startsWith('/api') ? 'release.nonce_needed' : 'use_dpop_nonce');
      if (path !== '/token') expect(said).toContain('error="use_dpop_nonce"');
      const given = refused.headers.get('dpop-nonce') ?? '';
      expect((await ask(path, await proofFor(path, { nonce: given }))).status).toBe(200);
    }
  });

  it('takes the nonce of any other place: clients remember one for all of this origin', async () => {
    for (const other of places)
      expect((await ask(path, await proofFor(path, { nonce: await nonceAt(other) }))).status).toBe(200);
  });

  it('replay of jti: a proof is accepted once, however many send it at the same moment', async () => {
    const proof = await proofFor(path, { nonce: await nonceAt(path) });
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(path, proof)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await ask(path, proof)).status).toBeGreaterThanOrEqual(400);
  });

  it('fuzz of DPoP proofs: whatever stands in a proof, it is refused and nothing breaks', async () => {
    const nonce = await nonceAt(path);
    const strange = fc.oneof(
      fc.constantFrom(
        null,
        '',
        'null',
        true,
        -1,
        1e300,
        Number.MAX_SAFE_INTEGER,
        '../',
        'http://[',
        '%00',
        '\u0000',
      ),
      fc.string({ maxLength: 300 }),
      fc.jsonValue({ maxDepth: 3 }),
    );
    const claims = fc.dictionary(fc.constantFrom('htm', 'htu', 'iat', 'jti', 'ath', 'nonce'), strange, {
      minKeys: 1,
    });
    const header = fc.dictionary(fc.constantFrom('typ', 'jwk', 'kid', 'crit', 'b64', 'x5c'), strange, {
      minKeys: 1,
    });
    const signed = fc.oneof(
      claims.map(claims => ({ claims })),
      header.map(header => ({ header })),
    );
    const wild = fc.oneof(
      fc.base64String({ maxLength: 500 }),
      fc
        .array(fc.base64String({ maxLength: 80 }), { minLength: 2, maxLength: 5 })
        .map(parts => parts.join('.')),
    );
    const real = await proofFor(path, { nonce });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          signed.map(making => ({ making })),
          wild.map(text => ({ text })),
          fc.nat({ max: real.length - 1 }).map(at => ({ text: real.slice(0, at) })),
        ),
        async one => {
          let proof = 'text' in one ? one.text : '';
          if ('making' in one) {
            // What cannot even be signed never leaves a client.
            const made = await proofFor(path, { nonce, ...one.making }).catch(() => undefined);
            if (made === undefined) return;
            proof = made;
          }
          const answer = await ask(path, proof.replace(/[^\x20-\x7e]/g, ''));
          const said = await answer.text();
          if (answer.status === 200) expect(isHarmless(one, path)).toBe(true);
          expect(answer.status).toBeLessThan(500);
          expect(said).not.toContain('node_modules');
        },
      ),
      { numRuns: 60 },
    );
  });
});

/**
 * A good proof stays good with a jti that is only odd, or with a key id that nobody asks for; ath is of no meaning where
 * no token is used yet; and where a nonce says that a proof is fresh, the engine does not ask the clock besides.
 */
function isHarmless(one: object, path: string): boolean {
  const making = 'making' in one ? (one.making as Making) : {};
  const touched = [...Object.keys(making.claims ?? {}), ...Object.keys(making.header ?? {})];
  const free = ['jti', 'kid', 'x5c', 'b64'];
  if (path === '/token') free.push('ath');
  if (!path.startsWith('/api')) free.push('iat');
  return touched.every(name => free.includes(name));
}
