/**
 * The whole configuration of the engine, with its features (features.ts). Every default that only warns, or that is
 * wider than the contract, is set here; what the engine would accept silently is asserted at start (`assertSound` of lifetimes.ts).
 */
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { encryptionAlgorithms } from '../clients/index.ts';
import { CUSTODY_SCOPE } from '../custody/index.ts';
import { SIGNAL_SCOPE } from '../mandates/index.ts';
import type { System } from '../operation.ts';
import { catalogue } from '../profile/index.ts';
import { registryList } from '../registries/index.ts';
import { findAccount } from './account.ts';
import { ArtifactAdapter, type Artifacts } from './adapter.ts';
import { requestSeconds } from './backchannel.ts';
import { ClientAdapter } from './client-adapter.ts';
import { cookieSignatures } from './cookie-signatures.ts';
import { refuseExpiredKey } from './expired-key.ts';
import { features } from './features.ts';
import { acrValues } from './levels.ts';
import { lifetimes } from './lifetimes.ts';
import { guardedFetch } from './outgoing.ts';
import type { Pages } from './pages.ts';
import { existingGrant, interactions } from './policy.ts';
import { assertAssertion, encryptionMethods, isFapi } from './profiles.ts';
import { asksForSector, registrationMetadata } from './registration.ts';
import { requestChecks } from './request.ts';
import { REQUEST_ENCRYPTION, type SigningKeys, signingAlgorithms } from './signing-keys.ts';
import { subFor } from './sub.ts';
import { verifiedClaimsMetadata } from './verified-claims.ts';

export const routes = {
  authorization: '/auth',
  token: '/token',
  userinfo: '/userinfo',
  pushed_authorization_request: '/par',
  introspection: '/introspect',
  revocation: '/revoke',
  end_session: '/session/end',
  registration: '/reg',
  jwks: '/jwks',
  device_authorization: '/device/auth',
  code_verification: '/device',
  backchannel_authentication: '/backchannel',
} as const;

export interface Parts {
  readonly artifacts: Artifacts;
  readonly keys: SigningKeys;
  readonly pages: Pages;
}

const enabledJWA: NonNullable<Configuration['enabledJWA']> = {
  // No HS*: secrets are hashed at rest and never keys. No "none" either.
  clientAuthSigningAlgValues: [...signingAlgorithms],
  idTokenSigningAlgValues: [...signingAlgorithms],
  requestObjectSigningAlgValues: [...signingAlgorithms],
  userinfoSigningAlgValues: [...signingAlgorithms],
  authorizationSigningAlgValues: [...signingAlgorithms],
  introspectionSigningAlgValues: [...signingAlgorithms],
  dPoPSigningAlgValues: ['ES256', 'EdDSA', 'Ed25519', 'PS256'],
  idTokenEncryptionAlgValues: [...encryptionAlgorithms],
  idTokenEncryptionEncValues: [...encryptionMethods],
  userinfoEncryptionAlgValues: [...encryptionAlgorithms],
  userinfoEncryptionEncValues: [...encryptionMethods],
  authorizationEncryptionAlgValues: [...encryptionAlgorithms],
  authorizationEncryptionEncValues: [...encryptionMethods],
  introspectionEncryptionAlgValues: [...encryptionAlgorithms],
  introspectionEncryptionEncValues: [...encryptionMethods],
  requestObjectEncryptionAlgValues: [REQUEST_ENCRYPTION],
  requestObjectEncryptionEncValues: [...encryptionMethods],
};

const now = () => Math.floor(Date.now() / 1000);

const ttl: NonNullable<Configuration['ttl']> = {
  AuthorizationCode: lifetimes.code,
  DeviceCode: lifetimes.deviceCode,
  BackchannelAuthenticationRequest: (ctx: KoaContextWithOIDC) => requestSeconds(ctx),
  AccessToken: lifetimes.accessToken,
  ClientCredentials: lifetimes.clientCredentials,
  IdToken: lifetimes.idToken,
  Interaction: lifetimes.interaction,
  RegistrationAccessToken: lifetimes.registrationAccessToken,
  // Counted from the sign-in, not from the last visit: twelve hours are twelve hours. The idle limit is kept
  // by the store, which forgets a session that nobody used.
  Session: (_ctx, session) => Math.max(1, (session.loginTs ?? now()) + lifetimes.session - now()),
  Grant: (_ctx, grant) =>
    grant.getOIDCScope().split(' ').includes('offline_access') ? lifetimes.offlineGrant : lifetimes.grant,
  // Never longer than the grant that it lives by.
  RefreshToken: (ctx: KoaContextWithOIDC) =>
    Math.max(1, Math.min(lifetimes.refreshToken, (ctx.oidc.entities.Grant?.exp ?? 0) - now())),
};

export function configuration(system: System, { artifacts, keys, pages }: Parts): Configuration {
  const { config } = system;
  const secure = config.issuer.startsWith('https:');
  return {
    // --- storage and keys
    adapter: name => (name === 'Client' ? new ClientAdapter(system) : new ArtifactAdapter(name, artifacts)),
    jwks: keys.jwks,
    cookies: {
      // Newest first. __Host-: only this origin may set it, so nobody plants a session from a neighbour.
      keys: cookieSignatures(config.secrets.cookieKeys),
      names: {
        session: secure ? '__Host-session' : 'session',
        interaction: 'interaction',
        resume: 'resume',
      },
      long: { httpOnly: true, sameSite: 'lax', signed: true, secure, path: '/' },
      short: { httpOnly: true, sameSite: 'lax', signed: true, secure },
    },

    // --- who, and what is said of him
    findAccount: findAccount(system),
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: subFor(system),
    sectorIdentifierUriValidate: asksForSector(system),
    acrValues: [...acrValues],
    scopes: [
      'openid',
      'profile',
      'phone',
      'offline_access',
      'business_profile',
      'admin:read',
      'admin:write',
      'agency:read',
      'agency:write',
      'ssf.read',
      'ssf.manage',
      SIGNAL_SCOPE,
      CUSTODY_SCOPE,
    ],
    claims: {
      acr: null,
      auth_time: null,
      iss: null,
      sid: null,
      verified_claims: null,
      openid: ['sub', 'represented', 'acr', 'amr', 'auth_time'],
      profile: ['name'],
      phone: ['phone_number', 'phone_number_verified'],
      business_profile: ['business_profile'],
    },
    conformIdTokenClaims: true,

    // --- what may be asked, and how
    // The Foundation's plan of dynamic registration wants all three; who may have which: see registration.ts.
    responseTypes: config.demo ? ['code', 'id_token', 'id_token token'] : ['code'],
    allowOmittingSingleRegisteredRedirectUri: false,
    acceptQueryParamAccessTokens: false,
    pkce: { required: (_ctx, client) => client.require_pkce !== false },
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt'],
    extraParams: requestChecks(system),
    extraClientMetadata: registrationMetadata(system),
    clientDefaults: {
      grant_types: ['authorization_code'],
      response_types: ['code'],
      id_token_signed_response_alg: 'ES256',
      authorization_signed_response_alg: 'ES256',
      introspection_signed_response_alg: 'ES256',
      token_endpoint_auth_method: 'client_secret_basic',
    },
    enabledJWA,
    assertJwtClientAuthClaimsAndHeader: async (ctx, claims, header) => {
      assertAssertion(ctx, claims, header, now());
      await refuseExpiredKey(system, ctx, header);
    },
    discovery: {
      ui_locales_supported: ['fa', 'en'],
      claim_types_supported: ['normal'],
      ...verifiedClaimsMetadata(
        registryList.map(({ key }) => key),
        catalogue.filter(({ registry }) => registry !== null).map(({ key }) => key),
      ),
      service_documentation: `${config.issuer}/catalogue`,
    },
    clientBasedCORS: () => false,
    fetch: guardedFetch(config),
    fetchResponseBodyLimits: { jwks_uri: 64 * 1024, sector_identifier_uri: 16 * 1024 },

    // --- sign-in
    interactions: { policy: interactions(), url: pages.interactionUrl },
    loadExistingGrant: existingGrant(system, artifacts),
    renderError: pages.renderError,

    // --- tokens
    // The release and findAccount ask the grant itself at every use; signing out ends the grants of the session.
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client, source) =>
      client.grantTypeAllowed('refresh_token') && source.scopes.has('offline_access'),
    // FAPI 2.0 forbids it: there a refresh token works only with the client's own key and proof.
    rotateRefreshToken: ctx => !isFapi(ctx.oidc.client),
    /**
     * A code or refresh token that is used twice ends the tokens of its grant (RFC 6749 §4.1.2, §10.4), but not the
     * grant: a client that merely tried again gets a new code without a page. Signing out and revoking a refresh
     * token end the grant too.
     */
    revokeGrantPolicy: ctx =>
      ctx.oidc.route === 'end_session_confirm' ||
      (ctx.oidc.route === 'revocation' && ctx.oidc.entities.RefreshToken !== undefined),
    ttl,

    features: features(system, pages),
    routes,
  };
}
