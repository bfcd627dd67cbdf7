/** Asks as the FAPI 2.0 plans of the conformance suite do: its pushed requests, redirects, proofs and token requests. */
import { createHash, randomUUID } from 'node:crypto';
import * as jose from 'jose';
import { expect } from 'vitest';
import {
  type Configuration,
  configurations,
  keys,
  type Script,
} from '../../examples/conformance/configurations.ts';
import { seedConformanceClients } from '../../src/demo/conformance.ts';
import type { WebPage } from '../support/browser.ts';
import { CALLBACK, isBack, scriptsOf, visit } from './suite-browser.ts';
import { Browser, type TestOidc, testOidc } from './support.ts';

export type Json = Record<string, unknown>;
export type Texts = Record<string, string>;
export type Kind = 'fapi' | 'signing';
export interface Answer {
  readonly status: number;
  readonly body: Texts;
}

export const now = (): number => Math.floor(Date.now() / 1000);
export const SECOND = `${CALLBACK}?dummy1=lorem&dummy2=ipsum`;
const VERIFIER = 'v'.repeat(43);
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What a module changes. */
export interface Push {
  /** undefined takes a parameter away. */
  readonly params?: Record<string, string | undefined>;
  readonly assertion?: Json;
  /** Claims and header of the request object. */
  readonly object?: Json;
  readonly header?: Json;
  readonly form?: Texts;
  readonly method?: string;
  readonly dpop?: jose.GenerateKeyPairResult;
  readonly signer?: keyof typeof keys;
  /** The signature of the request object is another's. */
  readonly spoilt?: boolean;
}

export interface Proof {
  readonly claims?: Json;
  readonly header?: Json;
  readonly by?: jose.GenerateKeyPairResult;
  readonly text?: (proof: string) => string;
}

export class FapiSuite {
  readonly app: TestOidc;
  readonly kind: Kind;
  readonly key: jose.GenerateKeyPairResult;
  readonly configuration: Configuration | undefined;
  readonly keys: ReturnType<typeof jose.createRemoteJWKSet>;
  readonly #nonces: Texts = {};

  constructor(app: TestOidc, kind: Kind, key: jose.GenerateKeyPairResult) {
    this.app = app;
    this.kind = kind;
    this.key = key;
    const file = kind === 'fapi' ? 'fapi2.json' : 'fapi2-message-signing.json';
    this.configuration = configurations(app.url)[file];
    this.keys = jose.createRemoteJWKSet(new URL(`${app.url}/jwks`));
  }

  static async start(): Promise<Record<Kind, FapiSuite> & { app: TestOidc }> {
    const app = await testOidc();
    await seedConformanceClients(app.test.op({ kind: 'system' }));
    const key = await jose.generateKeyPair('ES256', { extractable: true });
    return { app, fapi: new FapiSuite(app, 'fapi', key), signing: new FapiSuite(app, 'signing', key) };
  }

  id(number: 1 | 2 = 1): keyof typeof keys {
    return `conformance-${this.kind}-${number}`;
  }

  get signed(): boolean {
    return this.kind === 'signing';
  }

  async assertion(number: 1 | 2, claims: Json = {}, signer = this.id(number)): Promise<Texts> {
    const id = this.id(number);
    const all = { iss: id, sub: id, aud: this.app.url, jti: randomUUID(), iat: now(), exp: now() + 60 };
    return {
      client_assertion_type: ASSERTION,
      client_assertion: await sign({ ...all, ...claims }, signer, {}),
    };
  }

  /** The parameters of a request, as they are pushed or signed. */
  params(number: 1 | 2, more: Push['params'] = {}): Texts {
    const all: Record<string, string | undefined> = {
      client_id: this.id(number),
      response_type: 'code',
      redirect_uri: number === 1 ? CALLBACK : SECOND,
      scope: 'openid offline_access',
      state: 's'.repeat(number === 1 ? 10 : 128),
      nonce: 'n'.repeat(10),
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      ...(this.signed ? { response_mode: 'jwt' } : {}),
      ...more,
    };
    return Object.fromEntries(
      Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined),
    );
  }

  async push(number: 1 | 2 = 1, push: Push = {}): Promise<Answer> {
    const id = this.id(number);
    let form = this.params(number, push.params);
    if (this.signed && !('unsigned' in (push.header ?? {}))) {
      const claims = { iss: id, aud: this.app.url, nbf: now(), exp: now() + 300, ...form, ...push.object };
      const request = await sign(claims, push.signer ?? id, push.header ?? {});
      form = { client_id: id, request: push.spoilt ? spoil(request) : request };
    }
    const send = (dpop?: string) =>
      this.post('/par', number, { ...form, ...push.form }, push.assertion, dpop, push.method);
    if (!push.dpop) return send();
    const by = push.dpop;
    return this.withNonce('/par', async nonce => send(await this.proof('/par', { by }, nonce)));
  }

  /** Pushed, and where the browser is sent: with the parameters twice, as RFC 6749 and OpenID Connect Core want it. */
  async address(number: 1 | 2 = 1, push: Push = {}, outside: Texts = {}): Promise<string> {
    const { status, body } = await this.push(number, push);
    expect(status, JSON.stringify(body)).toBe(201);
    return this.leads(number, body.request_uri ?? '', { ...outside }, push.params);
  }

  leads(number: 1 | 2, requestUri: string, outside: Texts = {}, params: Push['params'] = {}): string {
    const { client_id, response_type, scope, redirect_uri } = this.params(number, params);
    const twice = { client_id, response_type, scope, redirect_uri, request_uri: requestUri, ...outside };
    return `${this.app.url}/auth?${new URLSearchParams(JSON.parse(JSON.stringify(twice)))}`;
  }

  /** Through the browser of the suite by the script that the module is given. */
  browse(module: string, address: string, browser = new Browser()): Promise<WebPage> {
    return visit(scriptsOf(this.configuration, module), address, browser);
  }

  scripts(module: string): readonly Script[] {
    return scriptsOf(this.configuration, module);
  }

  follow(scripts: readonly Script[], address: string, browser: Browser): Promise<WebPage> {
    return visit(scripts, address, browser);
  }

  /** What came back: the answer in the query, or what a signed answer holds. */
  async answer(page: WebPage, number: 1 | 2 = 1): Promise<Json> {
    expect(isBack(page.url), `${page.url} ${page.text.slice(0, 200)}`).toBe(true);
    const query: Texts = Object.fromEntries(page.url.searchParams);
    const { dummy1: _one, dummy2: _two, ...plain } = query;
    if (!this.signed || plain.response === undefined) return plain;
    expect(Object.keys(plain)).toEqual(['response']);
    const { payload, protectedHeader } = await jose.jwtVerify(plain.response, this.keys, {
      issuer: this.app.url,
      audience: this.id(number),
      algorithms: ['ES256', 'PS256', 'EdDSA'],
    });
    expect(protectedHeader.kid).toBeTypeOf('string');
    expect(Number(payload.exp) - now()).toBeLessThanOrEqual(600);
    return payload;
  }

  async code(module: string, number: 1 | 2 = 1, push: Push = {}, outside: Texts = {}): Promise<string> {
    const page = await this.browse(module, await this.address(number, push, outside), this.browser);
    const answer = await this.answer(page, number);
    expect(answer, JSON.stringify(answer)).toMatchObject({ code: expect.any(String), iss: this.app.url });
    expect(answer.state).toBe(this.params(number, push.params).state);
    return String(answer.code);
  }

  /** One in which somebody is signed in already, unless a module wants another. */
  browser = new Browser();

  async redeem(
    code: string,
    { number = 1, form = {}, assertion = {}, proof = {}, signer }: Redeeming = {},
  ): Promise<Answer> {
    const redirect_uri = number === 1 ? CALLBACK : SECOND;
    const body = { grant_type: 'authorization_code', code, redirect_uri, code_verifier: VERIFIER, ...form };
    return this.token(body, { number, assertion, proof, ...(signer ? { signer } : {}) });
  }

  async token(
    form: Texts,
    { number = 1, assertion = {}, proof = {}, signer }: Redeeming = {},
  ): Promise<Answer> {
    if (proof === null) return this.post('/token', number, form, assertion, undefined, 'POST', signer);
    return this.withNonce('/token', async nonce =>
      this.post('/token', number, form, assertion, await this.proof('/token', proof, nonce), 'POST', signer),
    );
  }

  async post(
    path: string,
    number: 1 | 2,
    form: Texts,
    assertion: Json = {},
    dpop?: string,
    method = 'POST',
    signer = this.id(number),
  ): Promise<Answer> {
    const response = await fetch(this.app.url + path, {
      method,
      headers: dpop ? { dpop } : {},
      body: new URLSearchParams({ ...(await this.assertion(number, assertion, signer)), ...form }),
    });
    this.#keepNonce(path, response);
    const type = response.headers.get('content-type') ?? '';
    const body = type.startsWith('application/json')
      ? await response.json()
      : { text: await response.text() };
    return { status: response.status, body: body as Texts };
  }

  /** Asks userinfo with a token; again with a nonce where one is wanted, as the suite does. */
  async resource(token: string, proof: Proof | null = {}, scheme = 'DPoP'): Promise<Response> {
    const ask = async (dpop?: string) => {
      const response = await fetch(`${this.app.url}/userinfo`, {
        headers: { authorization: `${scheme} ${token}`, ...(dpop ? { dpop } : {}) },
      });
      this.#keepNonce('/userinfo', response);
      return response;
    };
    if (proof === null) return ask();
    const ath = createHash('sha256').update(token).digest('base64url');
    const made = (nonce?: string) =>
      this.proof('/userinfo', { ...proof, claims: { ath, ...proof.claims } }, nonce);
    const first = await ask(await made(this.#nonces['/userinfo']));
    if (!(first.headers.get('www-authenticate') ?? '').includes('use_dpop_nonce')) return first;
    return ask(await made(this.#nonces['/userinfo']));
  }

  async proof(path: string, { claims, header, by = this.key, text }: Proof, nonce?: string): Promise<string> {
    const all = {
      htm: path === '/userinfo' ? 'GET' : 'POST',
      htu: this.app.url + path,
      jti: randomUUID(),
      iat: now(),
    };
    const payload = { ...all, ...(nonce ? { nonce } : {}), ...claims };
    const head = { alg: 'ES256', typ: 'dpop+jwt', jwk: await jose.exportJWK(by.publicKey), ...header };
    const proof = await new jose.SignJWT(JSON.parse(JSON.stringify(payload)))
      .setProtectedHeader(JSON.parse(JSON.stringify(head)))
      .sign(by.privateKey);
    return text ? text(proof) : proof;
  }

  async withNonce(path: string, send: (nonce?: string) => Promise<Answer>): Promise<Answer> {
    const first = await send(this.#nonces[path]);
    return first.body.error === 'use_dpop_nonce' ? send(this.#nonces[path]) : first;
  }

  #keepNonce(path: string, response: Response): void {
    const nonce = response.headers.get('dpop-nonce');
    if (nonce) this.#nonces[path] = nonce;
  }
}

export interface Redeeming {
  readonly number?: 1 | 2;
  readonly form?: Texts;
  readonly assertion?: Json;
  /** null: no proof at all. */
  readonly proof?: Proof | null;
  readonly signer?: keyof typeof keys;
}

/** Ends in another way, and is no signature any more. */
export const spoil = (jwt: string): string => {
  const [head, body, signature = ''] = jwt.split('.');
  const other = [...signature].reverse().join('');
  return [head, body, other === signature ? `A${other.slice(1)}` : other].join('.');
};

async function sign(claims: Json, by: keyof typeof keys, header: Json): Promise<string> {
  const payload = JSON.parse(JSON.stringify(claims)) as jose.JWTPayload;
  if (header.alg === 'none') return new jose.UnsecuredJWT(payload).encode();
  return new jose.SignJWT(payload)
    .setProtectedHeader({ alg: 'ES256', kid: by, ...header })
    .sign(await jose.importJWK(keys[by], 'ES256'));
}
