/**
 * The plans of FAPI 2.0, module by module by the steps of the suite: what it pushes, where it sends the browser, by which
 * script it signs in, how it proves its key, and which answers it takes. docs/conformance.md lists all modules.
 */
import { randomUUID } from 'node:crypto';
import * as jose from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FapiSuite, type Json, now } from './fapi-suite.ts';
import { Browser } from './support.ts';

let both: Awaited<ReturnType<typeof FapiSuite.start>>;
beforeAll(async () => {
  both = await FapiSuite.start();
});
afterAll(() => both?.app.close());
afterEach(() => {
  vi.useRealTimers();
});

/** The engine reads the machine's clock. */
const wait = (seconds: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });

/** The names of modules begin with the plan's. */
const of = (module: string) => `fapi2-security-profile-final-${module}`;

describe.each(['fapi', 'signing'] as const)('in the browser, the plan of %s', kind => {
  let suite: FapiSuite;
  beforeAll(() => {
    suite = both[kind];
  });

  it('happy-flow, access-token-type-header-case-sensitivity: both clients, and neither with the key of the other', async () => {
    for (const number of [1, 2] as const) {
      const code = await suite.code(
        of('happy-flow'),
        number,
        kind === 'signing' && number === 2 ? second : {},
      );
      const { status, body } = await suite.redeem(code, { number });
      expect([status, body.token_type], JSON.stringify(body)).toEqual([200, 'DPoP']);
      const { payload, protectedHeader } = await jose.jwtVerify(body.id_token ?? '', suite.keys, {
        issuer: suite.app.url,
        audience: suite.id(number),
      });
      expect([payload.nonce, protectedHeader.kid]).toEqual(['n'.repeat(10), expect.any(String)]);
      const token = body.access_token ?? '';
      expect((await suite.resource(token)).status).toBe(200);
      expect((await suite.resource(token, {}, 'dPop')).status).toBe(200);
      const another = await jose.generateKeyPair('ES256', { extractable: true });
      expect((await suite.resource(token, { by: another })).status).toBe(401);
    }
  });

  it('user-rejects-authentication', async () => {
    for (const number of [1, 2] as const) {
      const page = await suite.browse(
        of('user-rejects-authentication'),
        await suite.address(number),
        new Browser(),
      );
      expect(await suite.answer(page, number)).toMatchObject({
        error: 'access_denied',
        state: suite.params(number).state,
        iss: suite.app.url,
      });
      if (number === 2) expect(page.url.searchParams.get('dummy2')).toBe('ipsum');
    }
  });

  it('ensure-authorization-request-without-state-success, -without-nonce-success, -with-64-char-nonce-success, -with-long-nonce, -with-long-state', async () => {
    for (const params of [
      { state: undefined },
      { nonce: undefined },
      { nonce: 'n'.repeat(64) },
      { nonce: 'n'.repeat(1000) },
      { state: 's'.repeat(1000) },
    ]) {
      const { status, body } = await suite.redeem(await suite.code('', 1, { params }));
      expect(status, JSON.stringify(body)).toBe(200);
      if ('nonce' in params) expect(jose.decodeJwt(body.id_token ?? '').nonce).toBe(params.nonce);
    }
  });

  it('ensure-other-scope-order-succeeds, test-claims-parameter-identity-claims', async () => {
    await suite.code('', 1, { params: { scope: 'offline_access openid' } });
    const claims = {
      id_token: { name: null, sub: { essential: true }, [randomUUID()]: null },
      userinfo: { name: { essential: true }, phone_number: null, [randomUUID()]: { value: 'x' } },
    };
    const params = { claims: JSON.stringify(claims) };
    const { body } = await suite.redeem(await suite.code('', 1, { params }));
    const info = (await (await suite.resource(body.access_token ?? '')).json()) as Json;
    expect(info).toMatchObject({ name: expect.any(String), phone_number: expect.any(String) });
    expect(info.sub).toBe(jose.decodeJwt(body.id_token ?? '').sub);
  });

  it('ensure-different-state-inside-and-outside-request-object, -nonce-, state-only-outside-request-object-not-used', async () => {
    await suite.code('', 1, {}, { state: 'another' });
    const { body } = await suite.redeem(await suite.code('', 1, {}, { nonce: 'another' }));
    expect(jose.decodeJwt(body.id_token ?? '').nonce).toBe('n'.repeat(10));
    await suite.code('', 1, { params: { state: undefined } }, { state: 'only-outside' });
  });

  it('par-without-duplicate-parameters', async () => {
    const { body } = await suite.push();
    const query = new URLSearchParams({ client_id: suite.id(), request_uri: body.request_uri ?? '' });
    const page = await suite.browse('', `${suite.app.url}/auth?${query}`, suite.browser);
    expect((await suite.answer(page)).code).toBeTypeOf('string');
  });

  it('par-ensure-reused-request-uri-prior-to-auth-completion-succeeds, par-attempt-reuse-request_uri', async () => {
    const address = await suite.address();
    const again = of('par-ensure-reused-request-uri-prior-to-auth-completion-succeeds');
    const one = new Browser();
    const { comesBack, refused } = {
      comesBack: suite.scripts(again),
      refused: suite.scripts(of('par-attempt-reuse-request_uri')),
    };
    await suite.follow(comesBack, address, one);
    const done = await suite.answer(await suite.follow(comesBack, address, one));
    expect((await suite.redeem(String(done.code))).status).toBe(200);
    const other = await suite.address();
    await suite.answer(await suite.follow(refused, other, one));
    await refusedOrSaid(suite, await suite.follow(refused, other, one), /invalid_request_uri/);
  });

  it('par-attempt-to-use-request_uri-for-different-client, ensure-unsigned-authorization-request-without-using-par-fails', async () => {
    const { body } = await suite.push();
    const stolen = suite.leads(1, body.request_uri ?? '', { client_id: suite.id(2) });
    const page = await suite.browse(of('par-attempt-to-use-request_uri-for-different-client'), stolen);
    await refusedOrSaid(suite, page, /invalid_redirect_uri/, 2);
    const plain = `${suite.app.url}/auth?${new URLSearchParams(suite.params(1))}`;
    const open = await suite.browse(
      of('ensure-unsigned-authorization-request-without-using-par-fails'),
      plain,
    );
    await refusedOrSaid(suite, open, /invalid_request/);
  });

  it('par-attempt-to-use-expired-request_uri', async () => {
    const address = await suite.address();
    wait(61);
    const page = await suite.browse(of('par-attempt-to-use-expired-request_uri'), address);
    await refusedOrSaid(suite, page, /invalid_request_uri/);
  });
});

/** The second client's request objects say what they are, and since when. */
const second = { object: { iat: now() }, header: { typ: 'oauth-authz-req+jwt' } };

async function refusedOrSaid(
  suite: FapiSuite,
  page: Awaited<ReturnType<FapiSuite['browse']>>,
  error: RegExp,
  number: 1 | 2 = 1,
) {
  if (page.url.origin === suite.app.url) expect(page.text).toMatch(error);
  else expect((await suite.answer(page, number)).error).toMatch(error);
}

describe('at the endpoint of pushed requests', () => {
  it('refuses what the profile forbids', async () => {
    const { fapi } = both;
    for (const [module, push, error] of [
      [
        'par-ensure-pkce-required',
        { params: { code_challenge: undefined, code_challenge_method: undefined } },
        /^invalid_request$/,
      ],
      ['par-plain-pkce-rejected', { params: { code_challenge_method: 'plain' } }, /^invalid_request$/],
      [
        'par-authorization-request-containing-request_uri-form-param',
        { form: { request_uri: 'urn:ietf:params:oauth:request_uri:x' } },
        /^(invalid_request|request_uri_not_supported)$/,
      ],
      [
        'ensure-request-object-without-redirect-uri-fails',
        { params: { redirect_uri: undefined } },
        /^invalid_request$/,
      ],
      [
        'plain-fapi-tolerate-unregistered-redirect-uri',
        { params: { redirect_uri: 'https://elsewhere.example/' } },
        /^invalid_request$/,
      ],
      [
        'ensure-response-type-code-idtoken-fails',
        { params: { response_type: 'code id_token' } },
        /^(unsupported_response_type|invalid_request|unauthorized_client)$/,
      ],
      [
        'ensure-response-type-token-fails',
        { params: { response_type: 'token' } },
        /^(unsupported_response_type|invalid_request|unauthorized_client)$/,
      ],
      [
        'par-test-array-as-audience-fails',
        { assertion: { aud: [fapi.app.url, 'https://x.example'] } },
        /^invalid_client$/,
      ],
      [
        'par-test-par-endpoint-url-as-audience-fails',
        { assertion: { aud: `${fapi.app.url}/par` } },
        /^invalid_client$/,
      ],
      [
        'par-test-token-endpoint-url-as-audience-fails',
        { assertion: { aud: `${fapi.app.url}/token` } },
        /^invalid_client$/,
      ],
      [
        'par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails',
        { assertion: { iat: now() + 70, nbf: now() + 70, exp: now() + 130 } },
        /^invalid_client$/,
      ],
    ] as const) {
      const { status, body } = await fapi.push(1, push);
      expect([400, 401], module).toContain(status);
      expect(body.error, module).toMatch(error);
    }
    const put = await fapi.push(1, { method: 'PUT' });
    expect(put.status, 'par-attempt-invalid-http-method').toBeGreaterThanOrEqual(400);
    const early = { iat: now() + 8, nbf: now() + 8 };
    const { status, body } = await fapi.push(1, { assertion: early });
    expect(status, 'par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted').toBe(201);
    expect(Number(body.expires_in)).toBeGreaterThanOrEqual(5);
    expect(Number(body.expires_in)).toBeLessThan(600);
  });

  it('refuses a request object that does not say enough, or too much', async () => {
    const { signing } = both;
    for (const [module, push, error = /^invalid_request_object$/] of [
      ['ensure-request-object-without-exp-fails', { object: { exp: undefined } }],
      ['ensure-request-object-without-nbf-fails', { object: { nbf: undefined } }],
      ['ensure-expired-request-object-fails', { object: { nbf: now() - 600, exp: now() - 300 } }],
      ['ensure-request-object-with-bad-aud-fails', { object: { aud: 'https://elsewhere.example' } }],
      ['ensure-request-object-with-exp-over-60-fails', { object: { exp: now() + 70 * 60 } }],
      ['ensure-request-object-with-nbf-over-60-fails', { object: { nbf: now() - 70 * 60 } }],
      ['ensure-request-object-signature-algorithm-is-not-none', { header: { alg: 'none' } }],
      ['ensure-request-object-with-invalid-signature-fails', { spoilt: true }],
      ['ensure-matching-key-in-authorization-request', { signer: 'conformance-signing-2' }],
      ['ensure-unsigned-request-at-par-endpoint-fails', { header: { unsigned: true } }, /^invalid_request$/],
      [
        'ensure-request-object-without-redirect-uri-fails',
        { params: { redirect_uri: undefined } },
        /^invalid_request(_object)?$/,
      ],
      [
        'par-authorization-request-containing-request_uri',
        { object: { request_uri: 'urn:ietf:params:oauth:request_uri:x' } },
      ],
    ] as const) {
      const { status, body } = await signing.push(1, push as object);
      expect([status, module]).toEqual([400, module]);
      expect(body.error, `${module} ${body.error_description}`).toMatch(error as RegExp);
    }
    for (const object of [{ nbf: now() + 8 }, { aud: [signing.app.url, 'https://elsewhere.example'] }])
      expect((await signing.push(1, { object })).status, JSON.stringify(object)).toBe(201);
  });
});
