/** The plan of dynamic registration: what only its clients may have, by the steps of its modules. */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type Configuration,
  configurations,
  REGISTRATION_TOKEN,
} from '../../examples/conformance/configurations.ts';
import { ClientAdapter } from '../../src/oidc/client-adapter.ts';
import { configuration } from '../../src/oidc/configuration.ts';
import { CALLBACK, isBack, scriptsOf, visit } from './suite-browser.ts';
import { Browser, client, type TestOidc, testOidc } from './support.ts';

type Json = Record<string, unknown>;
type Texts = Record<string, string>;

let app: TestOidc;
let file: Configuration | undefined;
let found: Json;
let pair: jose.GenerateKeyPairResult;
let publicKeys: ReturnType<typeof jose.createRemoteJWKSet>;
/** What the suite shows at the addresses that it registers, by their path. */
const shown = new Map<string, string>();
let server: Server;
let base: string;
const browser = new Browser();

beforeAll(async () => {
  app = await testOidc();
  file = configurations(app.url)['dynamic.json'];
  found = (await (await fetch(`${app.url}/.well-known/openid-configuration`)).json()) as Json;
  pair = await jose.generateKeyPair('RS256', { extractable: true });
  publicKeys = jose.createRemoteJWKSet(new URL(`${app.url}/jwks`));
  server = createServer((req, res) => {
    const text = shown.get(req.url ?? '');
    res.writeHead(text === undefined ? 404 : 200, { 'content-type': 'application/jose' }).end(text);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server?.close();
  await app?.close();
});

async function register(more: Json = {}, bearer = REGISTRATION_TOKEN) {
  const jwk = { ...(await jose.exportJWK(pair.publicKey)), kid: 'rs', use: 'sig', alg: 'RS256' };
  const response = await fetch(`${app.url}/reg`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'conformance 1',
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: [CALLBACK],
      jwks: { keys: [jwk] },
      token_endpoint_auth_method: 'private_key_jwt',
      contacts: ['suite@example.com'],
      ...more,
    }),
  });
  return { status: response.status, body: (await response.json()) as Texts };
}

const asked = (params: Texts) => `${app.url}/auth?${new URLSearchParams(params)}`;
const request = (client_id: string, more: Texts = {}): Texts => ({
  client_id,
  response_type: 'code',
  redirect_uri: CALLBACK,
  scope: 'openid',
  state: 'a-state',
  nonce: 'a-nonce',
  ...more,
});
const answerOf = (url: URL): Texts =>
  Object.fromEntries(url.hash ? new URLSearchParams(url.hash.slice(1)) : url.searchParams);

describe('oidcc-discovery-endpoint-verification', () => {
  it('the demo says what its clients may have; anywhere else there is the code flow and PAR alone', () => {
    expect(found.response_types_supported).toEqual(['code', 'id_token', 'id_token token']);
    expect(found.grant_types_supported).toEqual(expect.arrayContaining(['authorization_code', 'implicit']));
    expect(found).toMatchObject({
      request_uri_parameter_supported: true,
      require_request_uri_registration: true,
    });
    expect(found.request_object_signing_alg_values_supported).toContain('RS256');
    const { system } = app.test;
    const live = { ...system, config: { ...system.config, demo: false } };
    const elsewhere = configuration(live, { artifacts: {}, keys: {}, pages: {} } as never);
    expect(elsewhere.responseTypes).toEqual(['code']);
    expect(elsewhere.features?.registration?.enabled).toBe(false);
  });
});

describe('answers by the address alone', () => {
  const implicit = { response_types: ['id_token', 'id_token token'], grant_types: ['implicit'] };

  it('are given to who registered them with the token of the suite: an ID token, or a token with it', async () => {
    const { body } = await register(implicit);
    const id = body.client_id ?? '';
    const alone = await visit(scriptsOf(file), asked(request(id, { response_type: 'id_token' })), browser);
    const { id_token: first = '', state, ...rest } = answerOf(alone.url);
    expect([state, rest]).toEqual(['a-state', {}]);
    const verified = await jose.jwtVerify(first, publicKeys, { issuer: app.url, audience: id });
    expect(verified.payload).toMatchObject({ nonce: 'a-nonce', sub: expect.any(String) });
    const both = await visit(
      scriptsOf(file),
      asked(request(id, { response_type: 'id_token token' })),
      browser,
    );
    const { id_token: second = '', access_token: token = '', token_type: type } = answerOf(both.url);
    const half = createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
    expect([jose.decodeJwt(second).at_hash, type]).toEqual([half, 'Bearer']);
    const info = await fetch(`${app.url}/userinfo`, { headers: { authorization: `Bearer ${token}` } });
    expect(await info.json()).toMatchObject({ sub: verified.payload.sub });
  });

  it('are given to nobody else, and not without a nonce or in the query', async () => {
    const { client_id: id = '' } = (await register(implicit)).body;
    const refusals = [
      { nonce: '', response_type: 'id_token' },
      { response_mode: 'query', response_type: 'id_token' },
      { response_type: 'code' },
      { response_type: 'token' },
    ];
    for (const more of refusals) {
      const page = await browser.open(asked(request(id, more)), { until: isBack });
      expect(answerOf(page.url).error, JSON.stringify(more)).toMatch(
        /^(invalid_request|unsupported_response_type)$/,
      );
    }
    const ordinary = await register({ ...implicit, require_pkce: false }, 'demo-initial-access-token');
    expect([ordinary.status, ordinary.body.error_description]).toEqual([
      400,
      expect.stringContaining('response_types'),
    ]);
    const bound = await register({ ...implicit, security_profile: 'fapi2' });
    expect([bound.status, bound.body.error_description]).toEqual([
      400,
      expect.stringContaining('response_types'),
    ]);
    // Nor does a client of an agency get them by whatever way they came to stand in its row.
    for (const kind of ['live', 'sandbox'] as const) {
      const { metadata } = client(kind);
      const more = { response_types: ['code', 'id_token'], request_uris: [`${base}/x`] };
      await app.add(client(kind, { metadata: { ...metadata, ...implicit, ...more } }));
      await app.test.system.db.updateTable('client').set({ kind }).where('id', '=', kind).execute();
      const stored = await new ClientAdapter(app.test.system).find(kind);
      expect([stored?.response_types, stored?.request_uris]).toEqual([['code'], undefined]);
    }
  });
});

describe('requests at an address of the client', () => {
  let client: Texts;
  let address: string;
  const signed = async (claims: Json, alg = 'RS256') =>
    new jose.SignJWT({ iss: client.client_id ?? '', aud: app.url, ...claims })
      .setProtectedHeader({ alg, kid: 'rs' })
      .sign(pair.privateKey);
  const unsigned = (claims: Json) => new jose.UnsecuredJWT(claims).encode();
  const put = (path: string, text: string) => {
    shown.set(path, text);
    return base + path;
  };
  /** As the suite redirects: state and nonce stand in the object alone. */
  const go = (requestUri: string, more: Texts = {}) => {
    const { state: _s, nonce: _n, ...twice } = request(client.client_id ?? '');
    return asked({ ...twice, request_uri: requestUri, ...more });
  };
  beforeAll(async () => {
    address = `${base}/requesturi/one`;
    const others = ['two', 'three', 'four'].map(name => `${base}/requesturi/${name}`);
    const { status, body } = await register({ request_uris: [address, ...others] });
    expect([status, body.request_uris], JSON.stringify(body)).toEqual([201, [address, ...others]]);
    client = body;
  });

  it('oidcc-request-uri-unsigned, oidcc-request-uri-signed-rs256: what stands there is the request', async () => {
    for (const object of [
      unsigned(request(client.client_id ?? '', { state: 'by-reference' })),
      await signed(request(client.client_id ?? '', { state: 'by-reference' })),
    ]) {
      put('/requesturi/one', object);
      const hash = createHash('sha256').update(object).digest('base64url');
      const page = await visit(scriptsOf(file), go(`${address}#${hash}`), browser);
      expect(answerOf(page.url)).toMatchObject({
        state: 'by-reference',
        code: expect.any(String),
        iss: app.url,
      });
    }
  });

  it('that was not registered, cannot be read, is of another or badly signed, is refused', async () => {
    const id = client.client_id ?? '';
    const refusals: Record<string, [string, RegExp]> = {
      'an address that was not registered': [
        put('/elsewhere', unsigned(request(id))),
        /request_uri_not_supported/,
      ],
      'nothing there': [`${base}/requesturi/two`, /invalid_request_uri/],
      'more than anybody reads': [put('/requesturi/three', 'x'.repeat(20_000)), /invalid_request_uri/],
      'no object': [put('/requesturi/four', 'hello'), /invalid_request_object/],
    };
    const error = async (at: string) => {
      const page = await browser.open(go(at), { until: isBack });
      return isBack(page.url) ? (answerOf(page.url).error ?? '') : page.text;
    };
    for (const [name, [at, expected]] of Object.entries(refusals))
      expect(await error(at), name).toMatch(expected);
    for (const object of [
      unsigned(request('another')),
      unsigned({ ...request(id), response_type: 'id_token' }),
      `${unsigned(request(id))}c2lnbmF0dXJl`,
      (await signed(request(id))).replace(/[^.]+$/, 'AAAA'),
      await signed({ ...request(id), aud: 'https://elsewhere.example' }),
    ]) {
      put('/requesturi/four', object);
      expect(await error(`${base}/requesturi/four`), object).toMatch(/invalid_request_(uri|object)/);
    }
    // An unsigned one leads no further than the query would.
    put('/requesturi/four', unsigned(request(id, { redirect_uri: 'https://evil.example/' })));
    expect(await error(`${base}/requesturi/four`)).toContain('invalid_redirect_uri');
    // Who said that his are signed gets no unsigned one read.
    const strict = await register({ request_uris: [address], request_object_signing_alg: 'RS256' });
    put('/requesturi/one', unsigned(request(strict.body.client_id ?? '')));
    const page = await browser.open(go(address, { client_id: strict.body.client_id ?? '' }), {
      until: isBack,
    });
    expect(isBack(page.url) ? answerOf(page.url).error : page.text).toMatch(/invalid_request_object/);
  });

  it('are registered with the token of the suite only, few and short', async () => {
    const ordinary = await register(
      { request_uris: [address], require_pkce: false },
      'demo-initial-access-token',
    );
    expect([ordinary.status, ordinary.body.error_description]).toEqual([400, expect.stringContaining('PAR')]);
    for (const request_uris of [
      ['ftp://x.example/'],
      [`https://x.example/${'x'.repeat(512)}`],
      'https://x.example',
      Array(6).fill(address),
    ])
      expect((await register({ request_uris })).status, JSON.stringify(request_uris).slice(0, 60)).toBe(400);
  });
});

describe('clients that prove themselves by RS256', () => {
  it('oidcc-refresh-token-rp-key-rotation, for the token endpoint or the issuer: a new key is read after a minute', async () => {
    const publish = async (kid: string, { publicKey }: jose.GenerateKeyPairResult) =>
      shown.set(
        '/jwks',
        JSON.stringify({ keys: [{ ...(await jose.exportJWK(publicKey)), kid, use: 'sig' }] }),
      );
    await publish('first', pair);
    const grants = { grant_types: ['authorization_code', 'refresh_token'] };
    const { body } = await register({ jwks: undefined, jwks_uri: `${base}/jwks`, ...grants });
    const id = body.client_id ?? '';
    const token = async (form: Texts, aud: string, kid: string, by: jose.GenerateKeyPairResult) => {
      const assertion = new jose.SignJWT({ iss: id, sub: id, aud, jti: crypto.randomUUID() });
      const made = assertion.setProtectedHeader({ alg: 'RS256', kid }).setIssuedAt().setExpirationTime('60s');
      const proof = {
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await made.sign(by.privateKey),
      };
      const sent = { method: 'POST', body: new URLSearchParams({ ...form, ...proof }) };
      return (await (await fetch(`${app.url}/token`, sent)).json()) as Texts;
    };
    const asks = request(id, { scope: 'openid offline_access', prompt: 'consent' });
    const { code = '' } = answerOf((await visit(scriptsOf(file), asked(asks), browser)).url);
    const redeem = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
    const first = await token(redeem, `${app.url}/token`, 'first', pair);
    expect(first.refresh_token, JSON.stringify(first)).toBeTypeOf('string');
    const next = await jose.generateKeyPair('RS256', { extractable: true });
    await publish('second', next);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    const renew = { grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' };
    const renewed = await token(renew, app.url, 'second', next).finally(() => vi.useRealTimers());
    expect(renewed.id_token, JSON.stringify(renewed)).toBeTypeOf('string');
  });
});

describe('other modules that end at an error', () => {
  it('oidcc-response-type-missing, oidcc-ensure-redirect-uri-in-authorization-request: by the script they are given', async () => {
    const { client_id: id = '' } = (await register()).body;
    const { response_type: _r, ...typeless } = request(id);
    const back = await visit(scriptsOf(file, 'oidcc-response-type-missing'), asked(typeless), browser);
    expect(answerOf(back.url)).toMatchObject({ error: 'invalid_request', state: 'a-state' });
    const module = 'oidcc-ensure-redirect-uri-in-authorization-request';
    const { redirect_uri: _u, ...nowhere } = request(id);
    expect((await visit(scriptsOf(file, module), asked(nowhere), browser)).status).toBe(400);
  });
});
