/** Asks as the OpenID Foundation's conformance suite does: its registration, its requests, its checks of tokens. */
import * as jose from 'jose';
import { type Walk, walk } from '../support/stories.ts';
import { Browser, CALLBACK, maryam, type TestOidc, testOidc } from './support.ts';

export type Json = Record<string, unknown>;
type Texts = Record<string, string>;
type Params = Record<string, string | undefined>;
export const HOME = 'http://localhost:8085/';
const answers = { ...maryam, actingFor: 'self' } as const;
export const until = (url: URL): boolean => url.href.startsWith(HOME);

export class Suite {
  readonly app: TestOidc;
  readonly found: Texts;
  readonly #publicKeys: ReturnType<typeof jose.createRemoteJWKSet>;
  /** The client that stands where no other is named. */
  mine: Texts = {};

  constructor(app: TestOidc, found: Texts) {
    this.app = app;
    this.found = found;
    this.#publicKeys = jose.createRemoteJWKSet(new URL(found.jwks_uri ?? ''));
  }

  static async start(): Promise<Suite> {
    const app = await testOidc();
    const found = await (await fetch(`${app.url}/.well-known/openid-configuration`)).json();
    const suite = new Suite(app, found as Texts);
    suite.mine = await suite.register();
    return suite;
  }

  async register(more: Json = {}): Promise<Texts> {
    const response = await fetch(this.found.registration_endpoint ?? '', {
      method: 'POST',
      headers: { authorization: 'Bearer demo-initial-access-token', 'content-type': 'application/json' },
      body: JSON.stringify({
        redirect_uris: [CALLBACK],
        post_logout_redirect_uris: [HOME],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
        require_pkce: false,
        ...more,
      }),
    });
    const body = (await response.json()) as Texts;
    if (response.status !== 201) throw new Error(JSON.stringify(body));
    return body;
  }

  asked(more: Params = {}): URLSearchParams {
    const all = {
      client_id: this.mine.client_id,
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: 'the-state',
      nonce: 'the-nonce',
      ...more,
    };
    return new URLSearchParams(
      Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined),
    );
  }

  open(more: Params = {}, browser = new Browser()): Promise<Walk['end']> {
    return browser.open(`${this.found.authorization_endpoint}?${this.asked(more)}`, { until });
  }

  /** Answers whatever a page asks, until the browser is back at the client. */
  async answer(page: Walk['end']) {
    const done = await walk(page, answers, { until });
    return { back: done.end.url.searchParams, asked: done.asked, end: done.end };
  }

  async authorize(more: Params = {}, browser = new Browser()) {
    return { browser, ...(await this.answer(await this.open(more, browser))) };
  }

  async post(body: Texts, of = this.mine, endpoint = 'token_endpoint') {
    const response = await fetch(this.found[endpoint] ?? '', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${of.client_id}:${of.client_secret}`)}` },
      body: new URLSearchParams(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Texts };
  }

  redeem(code: string | null, of = this.mine) {
    return this.post({ grant_type: 'authorization_code', code: code ?? '', redirect_uri: CALLBACK }, of);
  }

  async verified(token: string | undefined, of = this.mine): Promise<jose.JWTPayload> {
    const wanted = { issuer: this.app.url, audience: of.client_id ?? '' };
    return (await jose.jwtVerify(token ?? '', this.#publicKeys, wanted)).payload;
  }

  userinfo(token: string | undefined, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${token}` };
    return fetch(this.found.userinfo_endpoint ?? '', { headers, ...init });
  }

  /** To the tokens and the claims of the ID token. */
  async signIn(more: Params = {}, browser = new Browser(), of = this.mine) {
    const done = await this.authorize({ client_id: of.client_id, ...more }, browser);
    const { body, headers } = await this.redeem(done.back.get('code'), of);
    return { ...done, tokens: body, headers, claims: await this.verified(body.id_token, of) };
  }
}
