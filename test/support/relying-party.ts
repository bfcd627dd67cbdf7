/** A relying party on openid-client, as an integrator would write it, whose callback is caught by the test's browser. */
import * as oidc from 'openid-client';
import type { Browser, WebPage } from './browser.ts';

export interface RelyingPartyOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

export interface SignedInParty {
  readonly tokens: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers;
  readonly claims: oidc.IDToken;
  readonly accessToken: string;
}

/** A journey at Yekbar that has begun and not come back. */
export interface Journey {
  readonly url: URL;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export class RelyingParty {
  readonly config: oidc.Configuration;
  readonly redirectUri: string;
  constructor(config: oidc.Configuration, redirectUri: string) {
    this.config = config;
    this.redirectUri = redirectUri;
  }

  static async connect(options: RelyingPartyOptions): Promise<RelyingParty> {
    const config = await oidc.discovery(
      new URL(options.issuer),
      options.clientId,
      { client_secret: options.clientSecret, redirect_uris: [options.redirectUri] },
      oidc.ClientSecretBasic(options.clientSecret),
      { execute: [oidc.allowInsecureRequests] },
    );
    return new RelyingParty(config, options.redirectUri);
  }

  /** The address to which the person is sent. */
  async begin(parameters: Record<string, string> = {}): Promise<Journey> {
    const verifier = oidc.randomPKCECodeVerifier();
    const state = oidc.randomState();
    const nonce = oidc.randomNonce();
    const asked = {
      redirect_uri: this.redirectUri,
      scope: 'openid profile business_profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...parameters,
    };
    return { url: oidc.buildAuthorizationUrl(this.config, asked), state, nonce, verifier };
  }

  /** True for the address at which the person comes back. */
  readonly isBack = (url: URL): boolean => url.href.startsWith(this.redirectUri);

  /** Opens sign-in in a browser; stops at the first page, or when the person is back. */
  async open(
    browser: Browser,
    parameters: Record<string, string> = {},
  ): Promise<{ journey: Journey; page: WebPage }> {
    const journey = await this.begin(parameters);
    return { journey, page: await browser.open(journey.url, { until: this.isBack }) };
  }

  /** Exchanges the code of the callback that a page ended at. @throws what openid-client throws */
  async finish(journey: Journey, callback: URL): Promise<SignedInParty> {
    const tokens = await oidc.authorizationCodeGrant(this.config, callback, {
      pkceCodeVerifier: journey.verifier,
      expectedState: journey.state,
      expectedNonce: journey.nonce,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('no ID token came back');
    return { tokens, claims, accessToken: tokens.access_token };
  }

  /** GET /api/v1/profile. */
  profile(accessToken: string, query = '', headers: Record<string, string> = {}): Promise<Response> {
    const address = `${this.config.serverMetadata().issuer}/api/v1/profile${query}`;
    return fetch(address, { headers: { authorization: `Bearer ${accessToken}`, ...headers } });
  }
}
