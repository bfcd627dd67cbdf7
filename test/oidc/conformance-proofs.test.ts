/** The modules of the FAPI 2.0 plans at the token endpoint, about DPoP and refresh tokens, by the steps of the suite. */
import { createHash, randomUUID } from 'node:crypto';
import * as jose from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { lifetimes } from '../../src/oidc/lifetimes.ts';
import { FapiSuite, type Json, now, type Proof, type Push, spoil } from './fapi-suite.ts';

let suite: FapiSuite;
let another: jose.GenerateKeyPairResult;
beforeAll(async () => {
  suite = (await FapiSuite.start()).fapi;
  another = await jose.generateKeyPair('ES256', { extractable: true });
});
afterAll(() => suite?.app.close());

const token = async () => (await suite.redeem(await suite.code(''))).body.access_token ?? '';
const part = (value: Json) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** The same proof with another head, under the old signature. */
const withHead = (change: (head: Json) => Json) => (proof: string) => {
  const [head = '', ...rest] = proof.split('.');
  return [part(change(JSON.parse(Buffer.from(head, 'base64url').toString()) as Json)), ...rest].join('.');
};
const unsigned = (proof: string) => `${part({ alg: 'none', typ: 'dpop+jwt' })}.${proof.split('.')[1]}.`;

describe('at the token endpoint', () => {
  it('takes a code once, from its client, with its verifier and its key, by a good assertion', async () => {
    const invalidClient = [/^invalid_(client|request)$/, [400, 401]] as const;
    for (const [module, how, error, statuses] of [
      [
        'ensure-client-id-in-token-endpoint',
        { number: 2, signer: 'conformance-fapi-1' },
        /^invalid_(client|grant)$/,
        [400, 401],
      ],
      ['ensure-holder-of-key-required', { proof: null }, /^invalid_(request|grant|dpop_proof)$/, [400]],
      ['ensure-authorization-code-is-bound-to-client', { number: 2 }, /^invalid_grant$/, [400]],
      [
        'ensure-client-assertion-in-token-endpoint',
        { form: { client_assertion: '', client_assertion_type: '' } },
        ...invalidClient,
      ],
      [
        'ensure-client-assertion-with-exp-is-5-minutes-in-past-fails',
        { assertion: { iat: now() - 360, exp: now() - 300 } },
        ...invalidClient,
      ],
      [
        'ensure-client-assertion-with-wrong-aud-fails',
        { assertion: { aud: 'https://elsewhere.example/' } },
        ...invalidClient,
      ],
      ['ensure-client-assertion-with-no-sub-fails', { assertion: { sub: undefined } }, ...invalidClient],
      ['ensure-pkce-code-verifier-required', { form: { code_verifier: '' } }, /^invalid_grant$/, [400]],
      [
        'incorrect-pkce-code-verifier-rejected',
        { form: { code_verifier: 'w'.repeat(43) } },
        /^invalid_grant$/,
        [400],
      ],
    ] as const) {
      const { status, body } = await suite.redeem(await suite.code(''), how as object);
      expect(body.error, `${module} ${JSON.stringify(body)}`).toMatch(error);
      expect(statuses as readonly number[], module).toContain(status);
    }
  });

  it('attempt-reuse-authorization-code-after-one-second: invalid_grant, and the token dies', async () => {
    const code = await suite.code('');
    const { body } = await suite.redeem(code);
    const again = await suite.redeem(code);
    expect([again.status, again.body.error]).toEqual([400, 'invalid_grant']);
    expect((await suite.resource(body.access_token ?? '')).status).toBe(401);
  });

  it('ensure-token-endpoint-fails-with-expired-auth-code: no code is good for more than a minute', async () => {
    const code = await suite.code('');
    expect(lifetimes.code).toBeLessThanOrEqual(60);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 62_000 });
    const late = await suite.redeem(code).finally(() => vi.useRealTimers());
    expect(late.body.error).toBe('invalid_grant');
  });
});

describe('dpop-negative-tests', () => {
  it('at the resource: whatever the proof lacks or says wrong, it is refused, and a good one still works', async () => {
    const access = await token();
    const userinfo = `${suite.app.url}/userinfo`;
    const without = (name: string): Proof => ({ claims: { [name]: undefined } });
    const refused: Record<string, Proof> = {
      'more than one proof': { text: proof => `${proof}, ${proof}` },
      'no JWT': { text: proof => proof.split('.').slice(0, 2).join('.') },
      'no typ': { header: { typ: undefined } },
      'another typ': { header: { typ: 'dpop+jwt+wrongyousee' } },
      'no alg': { text: withHead(({ alg, ...head }) => ({ ...head, alg2: alg })) },
      'no jwk': { header: { jwk: undefined } },
      'no jti': without('jti'),
      'no htm': without('htm'),
      'no htu': without('htu'),
      'no iat': without('iat'),
      'no ath': without('ath'),
      'RS256 in the head': { text: withHead(head => ({ ...head, alg: 'RS256' })) },
      'alg none': { text: unsigned },
      'another signature': { text: spoil },
      'the private key in jwk': { header: { jwk: await jose.exportJWK(suite.key.privateKey) } },
      'another method': { claims: { htm: 'PUT' } },
      'another address': { claims: { htu: `${userinfo}ohnonotagain` } },
      'another token': { claims: { ath: createHash('sha256').update('x').digest('base64url') } },
      'another key': { by: another },
    };
    for (const [name, proof] of Object.entries(refused)) {
      const { status } = await suite.resource(access, proof);
      expect([400, 401], `${name}: ${status}`).toContain(status);
    }
    const { port } = new URL(userinfo);
    const jti = randomUUID();
    const taken: Record<string, Proof> = {
      'a query and a fragment in htu': { claims: { htu: `${userinfo}?all#the-doors` } },
      'scheme and host in capitals': { claims: { htu: `HTTP://LOCALHOST:${port}/userinfo` } },
      // The nonce says how fresh it is: the suite then wants the clock left alone.
      'an hour ahead, with a nonce': { claims: { iat: now() + 3600 } },
      'an hour old, with a nonce': { claims: { iat: now() - 3600 } },
      'more than anybody asks': { claims: { tx_id_key: now() }, header: { tx_id: now() } },
      'a jti, once': { claims: { jti } },
      'nothing wrong': {},
    };
    for (const [name, proof] of Object.entries(taken))
      expect((await suite.resource(access, proof)).status, name).toBe(200);
    expect([400, 401]).toContain((await suite.resource(access, { claims: { jti } })).status);
    for (const scheme of ['DPoP', 'Bearer'])
      expect([400, 401], scheme).toContain((await suite.resource(access, null, scheme)).status);
    expect((await suite.resource(access)).status).toBe(200);
  });

  it('at the token endpoint: the same, and the code stays good until a right one comes', async () => {
    const code = await suite.code('');
    for (const proof of [
      { claims: { jti: undefined } },
      { claims: { iat: undefined } },
      { claims: { htm: 'GET' } },
      { claims: { htu: `${suite.app.url}/userinfo` } },
      { header: { typ: 'JWT' } },
      { text: unsigned },
      { text: spoil },
      { header: { jwk: await jose.exportJWK(another.publicKey) } },
    ] as Proof[]) {
      const { status, body } = await suite.redeem(code, { proof });
      expect([status, body.error], JSON.stringify(proof)).toEqual([400, 'invalid_dpop_proof']);
    }
    expect((await suite.redeem(code)).status).toBe(200);
  });
});

describe('proofs that are good', () => {
  it.each([
    ['check-dpop-proof-nbf-exp', { nbf: 0, exp: 300 }],
    ['ensure-dpopproof-with-iat-10seconds-before-succeeds', { iat: -10 }],
    ['ensure-dpopproof-with-iat-10seconds-after-succeeds', { iat: 8 }],
  ])('%s', async (_module, ahead) => {
    const claims = Object.fromEntries(Object.entries(ahead).map(([name, by]) => [name, now() + by]));
    const { status, body } = await suite.redeem(await suite.code(''), { proof: { claims } });
    expect(status, JSON.stringify(body)).toBe(200);
    expect((await suite.resource(body.access_token ?? '', { claims })).status).toBe(200);
  });
});

describe('a code that is bound to a key', () => {
  const jktOf = async (pair: jose.GenerateKeyPairResult) =>
    jose.calculateJwkThumbprint(await jose.exportJWK(pair.publicKey));

  it('ensure-mismatched-dpop-jkt-fails: what was pushed and what proves it are two keys', async () => {
    const push: Push = { params: { dpop_jkt: await jktOf(another) }, dpop: suite.key };
    const { status, body } = await suite.push(1, push);
    expect([status, body.error]).toEqual([400, expect.stringMatching(/^invalid_(request|dpop_proof)$/)]);
  });

  it('ensure-token-endpoint-fails-with-mismatched-dpop-jkt, -dpop-proof-jkt', async () => {
    for (const push of [{ params: { dpop_jkt: await jktOf(another) } }, { dpop: another }] as Push[]) {
      const { status, body } = await suite.redeem(await suite.code('', 1, push));
      expect(status, JSON.stringify(body)).toBe(400);
      expect(body.error).toMatch(/^invalid_(request|grant|dpop_proof)$/);
    }
  });

  it('ensure-dpopproof-at-par-endpoint-binding-success, ensure-dpop-auth-code-binding-success', async () => {
    for (const push of [{ dpop: suite.key }, { params: { dpop_jkt: await jktOf(suite.key) } }] as Push[])
      expect((await suite.redeem(await suite.code('', 1, push))).status).toBe(200);
  });
});

describe('refresh-token', () => {
  it('is not rotated (FAPI 2.0 §5.3.2.1), lives by its client and a proof, and gives what was given', async () => {
    const tokens: Record<1 | 2, string> = { 1: '', 2: '' };
    for (const number of [1, 2] as const) {
      const push = { params: { prompt: 'consent' } };
      const { body } = await suite.redeem(await suite.code('', number, push), { number });
      tokens[number] = body.refresh_token ?? '';
      expect(tokens[number]).toMatch(/^[\x21-\x7e]{22,}$/);
      const form = { grant_type: 'refresh_token', refresh_token: tokens[number] };
      for (const _time of [1, 2]) {
        const renewed = await suite.token(form, { number });
        expect(renewed.status, JSON.stringify(renewed.body)).toBe(200);
        expect(renewed.body.refresh_token ?? tokens[number]).toBe(tokens[number]);
        expect(renewed.body.access_token).not.toBe(body.access_token);
        const [then, later] = [body, renewed.body].map(one => jose.decodeJwt(one.id_token ?? ''));
        for (const claim of ['iss', 'sub', 'aud', 'auth_time', 'azp'])
          expect(later?.[claim], claim).toEqual(then?.[claim]);
        expect((await suite.resource(renewed.body.access_token ?? '')).status).toBe(200);
      }
      const bare = await suite.token(form, { number, proof: null });
      expect([bare.status, bare.body.error]).toEqual([
        400,
        expect.stringMatching(/^invalid_(request|grant|client)$/),
      ]);
      // It is the client's, who proved itself; a new key of its own is no other client (RFC 9449 §5).
      expect((await suite.token(form, { number, proof: { by: another } })).body.token_type).toBe('DPoP');
    }
    const stolen = await suite.token({ grant_type: 'refresh_token', refresh_token: tokens[2] });
    expect([stolen.status, stolen.body.error]).toEqual([400, 'invalid_grant']);
  });
});
