/**
 * What a client is registered to be held to. `baseline`: what everybody is. `fapi2`: the FAPI 2.0 Security Profile.
 * `fapi2-message-signing`: signed requests, signed answers of the authorization endpoint and of introspection besides.
 */
import { type Client, type ClientAuthMethod, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { securityProfiles } from '../clients/index.ts';

export const encryptionMethods = ['A256GCM'] as const;

const AUTH_METHOD: ClientAuthMethod = 'private_key_jwt';
const WEAK = 'RS256';
const SIGNED_MODES = ['jwt', 'query.jwt', 'form_post.jwt'];
const ALGORITHMS_OF = [
  'id_token_signed_response_alg',
  'userinfo_signed_response_alg',
  'authorization_signed_response_alg',
  'introspection_signed_response_alg',
  'request_object_signing_alg',
  'token_endpoint_auth_signing_alg',
];
const LONGEST_REQUEST_SECONDS = 3600;
const LONGEST_ASSERTION_SECONDS = 3600;
const CLOCKS_DIFFER_SECONDS = 60;

type Metadata = Record<string, unknown>;

/** The profile of FAPI that the engine holds a client to; undefined for ordinary ones. */
export function fapiProfile(_ctx: KoaContextWithOIDC, client: Client | undefined): '2.0' | undefined {
  return isFapi(client) ? '2.0' : undefined;
}

export function isFapi(client: Client | undefined): boolean {
  return String(client?.security_profile ?? '').startsWith('fapi2');
}

/** Checks the metadata of a client against its profile, and fills in what the profile decides. */
export function applyProfile(metadata: Metadata): void {
  addMethods(metadata);
  const { security_profile: profile } = metadata;
  if (profile === undefined || profile === 'baseline') return;
  if (!securityProfiles.some(one => one === profile))
    throw invalid(`security_profile must be one of ${securityProfiles.join(', ')}`);
  if (metadata.token_endpoint_auth_method !== AUTH_METHOD)
    throw invalid(`security_profile ${profile} demands token_endpoint_auth_method ${AUTH_METHOD}`);
  const types: unknown = metadata.response_types ?? ['code'];
  if (!Array.isArray(types) || types.some(type => type !== 'code') || metadata.request_uris !== undefined)
    throw invalid(`security_profile ${profile} allows response_types code alone, and requests by PAR`);
  if (metadata.require_pkce === false) throw invalid(`security_profile ${profile} demands PKCE`);
  for (const name of ALGORITHMS_OF)
    if (metadata[name] === WEAK)
      throw invalid(`security_profile ${profile} does not allow ${WEAK} as ${name}`);
  metadata.require_pushed_authorization_requests = true;
  metadata.dpop_bound_access_tokens = true;
  if (profile !== 'fapi2-message-signing') return;
  metadata.require_signed_request_object = true;
  metadata.response_modes ??= [...SIGNED_MODES];
  metadata.introspection_signed_response_alg ??= 'ES256';
  metadata.authorization_signed_response_alg ??= 'ES256';
  const modes = metadata.response_modes;
  if (!Array.isArray(modes) || modes.some(mode => !SIGNED_MODES.includes(mode)))
    throw invalid(`security_profile ${profile} allows the response_modes ${SIGNED_MODES.join(', ')}`);
}

/** Who names an algorithm for the key gets the one method that there is; what is encrypted is signed before. */
function addMethods(metadata: Metadata): void {
  for (const kind of ['id_token', 'userinfo', 'authorization', 'introspection']) {
    if (metadata[`${kind}_encrypted_response_alg`] === undefined) continue;
    metadata[`${kind}_encrypted_response_enc`] ??= encryptionMethods[0];
    metadata[`${kind}_signed_response_alg`] ??= 'ES256';
  }
  if (metadata.request_object_encryption_alg !== undefined)
    metadata.request_object_encryption_enc ??= encryptionMethods[0];
}

/**
 * How a client proves itself: not with what comes from the future, nor with what it could leave lying about for a year
 * (RFC 7523 §3). FAPI 2.0 §5.3.2.1: for nobody but this issuer, by no algorithm that is out of date.
 * @param now in seconds
 */
export function assertAssertion(
  ctx: KoaContextWithOIDC,
  claims: Metadata,
  header: Metadata,
  now: number,
): void {
  const { iat, exp } = claims;
  if (iat !== undefined && !(typeof iat === 'number' && iat <= now + CLOCKS_DIFFER_SECONDS))
    throw new errors.InvalidClientAuth('issued at (iat) is in the future');
  if (!(typeof exp === 'number' && exp <= now + LONGEST_ASSERTION_SECONDS))
    throw new errors.InvalidClientAuth('expiration (exp) is too far in the future');
  if (!ctx.oidc.isFapi('2.0')) return;
  if (claims.aud !== ctx.oidc.issuer)
    throw new errors.InvalidClientAuth('audience (aud) must equal the issuer identifier url');
  if (header.alg === WEAK)
    throw new errors.InvalidClientAuth(`${WEAK} is not allowed by the security profile`);
}

/** A signed request says how long it is good for (FAPI 2.0 Message Signing §5.3.1). */
export function assertRequestObject(ctx: KoaContextWithOIDC, claims: Metadata, header: Metadata): void {
  if (!ctx.oidc.isFapi('2.0')) return;
  if (header.alg === WEAK) throw refused(`${WEAK} is not allowed by the security profile`);
  const { exp, nbf } = claims;
  if (claims.aud === undefined || typeof exp !== 'number' || typeof nbf !== 'number')
    throw refused("Request Object must have 'aud', 'exp' and 'nbf'");
  if (exp <= nbf || exp - nbf > LONGEST_REQUEST_SECONDS)
    throw refused("Request Object 'exp' claim too far from 'nbf' claim");
}

const refused = (description: string) => new errors.InvalidRequestObject(description);
const invalid = (description: string) => new errors.InvalidClientMetadata(description);
