/**
 * All that a system needs to connect to Yekbar: sign-in by the code flow with PKCE, the profile, refresh, sign-out
 * here and hearing of a sign-out elsewhere.
 * Copy this file. It is plain OpenID Connect; any certified client library does the same.
 */
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';

export interface Settings {
  /** Address of Yekbar, such as https://yekbar.example */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where this system runs, such as https://tax.example */
  readonly base: string;
  /** Key of the purpose that was registered for this system. */
  readonly purpose: string;
}

/** What the browser's session keeps between the way out and the way back. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface Tokens {
  readonly access: string;
  readonly id: string;
  readonly refresh: string | undefined;
}

/** Whose sign-out Yekbar tells. */
export interface SignedOut {
  readonly sub: string | undefined;
  readonly sid: string | undefined;
}

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

export interface Options {
  readonly lang: 'fa' | 'en';
  /** Show the choice of whom to act for, even if it was made before. */
  readonly choose?: boolean;
  /** For whom: a legal-entity ID or `self`, as Yekbar said when it began the sign-in (entity_hint). */
  readonly entity?: string | undefined;
}

export type Connection = ReturnType<typeof connect>;

export function connect(settings: Settings) {
  const redirectUri = `${settings.base}/callback`;
  let found: Promise<oidc.Configuration> | undefined;
  /** Reads the discovery document once, on first use; a failure is tried again next time. */
  const discover = () => {
    found ??= oidc
      .discovery(
        new URL(settings.issuer),
        settings.clientId,
        settings.clientSecret,
        oidc.ClientSecretBasic(settings.clientSecret),
        {
          execute: [
            // The signature of the ID token too, not only the channel that it came by.
            oidc.enableNonRepudiationChecks,
            ...(settings.issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []), // localhost only
          ],
        },
      )
      .catch(error => {
        found = undefined;
        throw error;
      });
    return found;
  };
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  /** Logout tokens that were taken, with the second at which each ends: none is taken twice. */
  const taken = new Map<string, number>();

  return {
    /** The way out: an address to send the browser to, and what to keep until it comes back. */
    async begin(options: Options): Promise<{ url: URL; attempt: Attempt }> {
      const verifier = oidc.randomPKCECodeVerifier();
      const attempt = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier };
      const url = oidc.buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri,
        scope: 'openid business_profile offline_access',
        purpose: settings.purpose,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ui_locales: options.lang,
        ...(options.choose ? { prompt: 'select_account' } : {}),
        ...(options.entity ? { entity_hint: options.entity } : {}),
      });
      return { url, attempt };
    },

    /** The way back: redeems the code and checks state, nonce, signature, issuer and audience. */
    async finish(query: string, attempt: Attempt): Promise<{ claims: oidc.IDToken; tokens: Tokens }> {
      const answer = await oidc.authorizationCodeGrant(await discover(), new URL(redirectUri + query), {
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        pkceCodeVerifier: attempt.verifier,
      });
      const claims = answer.claims();
      if (!claims || !answer.id_token) throw new Error('no ID token');
      return {
        claims,
        tokens: { access: answer.access_token, id: answer.id_token, refresh: answer.refresh_token },
      };
    },

    /** The fields of the purpose with their provenance, or why not: problem+json with a code and a sentence. */
    async profile(tokens: Tokens, lang: string): Promise<Response> {
      const address = new URL(`${settings.issuer}/api/v1/profile`);
      const headers = new Headers({ 'accept-language': lang });
      try {
        const config = await discover();
        return await oidc.fetchProtectedResource(config, tokens.access, address, 'GET', null, headers);
      } catch (error) {
        if (error instanceof oidc.WWWAuthenticateChallengeError) return error.response;
        throw error;
      }
    },

    /** New tokens for old ones; undefined when there is no refresh token or it is no longer good. */
    async refresh(tokens: Tokens): Promise<Tokens | undefined> {
      if (!tokens.refresh) return undefined;
      try {
        const answer = await oidc.refreshTokenGrant(await discover(), tokens.refresh);
        const {
          access_token: access,
          id_token: id = tokens.id,
          refresh_token: refresh = tokens.refresh,
        } = answer;
        return { access, id, refresh };
      } catch (error) {
        if (error instanceof oidc.ResponseBodyError) return undefined;
        throw error;
      }
    },

    /**
     * Somebody signed out elsewhere (OpenID Connect Back-Channel Logout 1.0, §2.6). Checks signature, issuer, audience,
     * age and kind of the token. Throws when it is not what it has to be; then nobody is signed out.
     */
    async readLogout(token: string): Promise<SignedOut> {
      const { issuer, jwks_uri: address } = (await discover()).serverMetadata();
      keys ??= createRemoteJWKSet(new URL(address ?? ''));
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience: settings.clientId,
        typ: 'logout+jwt',
        requiredClaims: ['iat', 'exp', 'jti', 'events'],
        clockTolerance: 10,
      });
      const { sub, sid, jti = '', exp = 0, events, nonce } = payload;
      const isLogout = typeof events === 'object' && events !== null && LOGOUT_EVENT in events;
      if (!isLogout || nonce !== undefined || (sub === undefined && typeof sid !== 'string'))
        throw new Error('not a logout token');
      const now = Date.now() / 1000;
      for (const [old, until] of taken) if (until + 10 < now) taken.delete(old);
      if (taken.has(jti)) throw new Error('a logout token that was used before');
      taken.set(jti, exp);
      return { sub, sid: typeof sid === 'string' ? sid : undefined };
    },

    /** Where to send the browser so that it is signed out at Yekbar too. */
    async signOut(tokens: Tokens): Promise<URL> {
      return oidc.buildEndSessionUrl(await discover(), {
        id_token_hint: tokens.id,
        post_logout_redirect_uri: `${settings.base}/`,
      });
    },
  };
}
