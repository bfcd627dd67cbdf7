import type { Request } from 'express';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { redirectUriProblem } from '../clients/index.ts';
import type { System } from '../operation.ts';
import { isWhole } from '../text.ts';
import { CIBA_GRANT } from './backchannel.ts';
import { sectorAddress } from './client-adapter.ts';
import { contextHere, requestOf } from './context.ts';
import { applyProfile } from './profiles.ts';
import { programScope } from './request.ts';
import { requestUrisProblem } from './request-by-reference.ts';

type Metadata = Record<string, unknown>;

/** Signs clients up in the demo's sandbox (RFC 7591); known to everyone, so it exists in the demo only. */
export const DEMO_INITIAL_ACCESS_TOKEN = 'demo-initial-access-token';
/**
 * The same for the conformance suite: what registers with it need not use PKCE unless it says so, for the suite's
 * requests have none and its registrations do not know `require_pkce`.
 */
const DEMO_CONFORMANCE_TOKEN = 'demo-conformance-token';

const lax = new WeakSet<object>();

/** Called before the engine reads a registration: it knows one token. */
export function readInitialToken(req: Request): void {
  if (req.headers.authorization !== `Bearer ${DEMO_CONFORMANCE_TOKEN}`) return;
  req.headers.authorization = `Bearer ${DEMO_INITIAL_ACCESS_TOKEN}`;
  lax.add(req);
}

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * Metadata of clients beyond the engine's: require_pkce, the security profile, and what a client that registers itself
 * may not have. The validator runs for stored clients too (without a request); those were checked when they were
 * registered, and a profile is what it means today.
 */
export function registrationMetadata(system: System) {
  return {
    properties: ['require_pkce', 'security_profile', 'request_uris'],
    validator: (ctx: KoaContextWithOIDC | undefined, key: string, value: unknown, metadata: Metadata) => {
      if (key === 'security_profile') {
        applyProfile(metadata);
        return;
      }
      if (key === 'request_uris') {
        refuseBeyondCode(ctx, metadata);
        return;
      }
      if (value !== undefined && typeof value !== 'boolean') throw invalid('require_pkce must be a boolean');
      if (ctx?.oidc.route === 'registration' || ctx?.oidc.route === 'client_update') refuse(metadata);
      if (value === undefined && ctx && lax.has(requestOf(ctx)) && !metadata.security_profile)
        metadata.require_pkce = false;
      addSector(system, metadata);
    },
  };
}

/**
 * Answers by the address alone (id_token, token), and requests that are read from an address of the client: only who
 * registers with the suite's token may have them.
 */
function refuseBeyondCode(ctx: KoaContextWithOIDC | undefined, metadata: Metadata): void {
  const { request_uris: addresses, response_types: types } = metadata;
  const problem = addresses === undefined ? undefined : requestUrisProblem(addresses);
  if (problem) throw invalid(problem);
  const asked = addresses !== undefined || (Array.isArray(types) && types.some(type => type !== 'code'));
  if (!asked || !ctx) return;
  const { route, client } = ctx.oidc;
  const registers = route === 'registration' && lax.has(requestOf(ctx));
  const had = client?.request_uris !== undefined || client?.responseTypes?.some(type => type !== 'code');
  const keeps = route === 'client_update' && had;
  if ((route === 'registration' || route === 'client_update') && !registers && !keeps)
    throw invalid('response_types must be code alone, and request_uris cannot be registered: use PAR');
}

/** Sandbox clients redirect over https, or to this machine; they ask for nothing of the administration. */
function refuse(metadata: Metadata): void {
  for (const name of ['redirect_uris', 'post_logout_redirect_uris']) {
    const addresses: unknown = metadata[name] ?? [];
    if (!Array.isArray(addresses) || addresses.length > 20)
      throw invalid(`${name} must be up to 20 addresses`);
    for (const address of addresses) {
      const problem = typeof address === 'string' ? redirectUriProblem(address, true) : 'malformed';
      if (problem) throw invalid(`${name} holds an address that is refused: ${problem}`);
    }
  }
  if (
    String(metadata.scope ?? '')
      .split(/\s+/)
      .some(programScope)
  )
    throw invalid('scope must not contain admin scopes or those of agencies and registers');
  if (metadata.application_type === 'native') throw invalid('application_type must be web');
  if (JSON.stringify(metadata).length > 32_000) throw invalid('the metadata is too long');
  if (!holdsWhole(metadata)) throw invalid('the metadata holds a NUL or half a character');
}

/** PostgreSQL keeps neither in JSON. */
function holdsWhole(metadata: Metadata): boolean {
  let whole = true;
  JSON.stringify(metadata, (_name, value) => {
    if (typeof value === 'string') whole &&= isWhole(value);
    return value;
  });
  return whole;
}

/**
 * A client that registers itself may name a sector by an address that lists its redirect addresses (OpenID Connect Core
 * §8.1): it is asked for once, at registration. Ours comes back from who sends all that he has read.
 */
export function asksForSector(system: System) {
  const own = sectorAddress(system.config.issuer);
  return ({ sectorIdentifierUri }: { sectorIdentifierUri?: string | undefined }): boolean => {
    const route = contextHere()?.oidc?.route;
    return (route === 'registration' || route === 'client_update') && sectorIdentifierUri !== own;
  };
}

/** The engine demands one of clients with several hosts, or without redirects; it is fetched by nobody. */
function addSector(system: System, metadata: Metadata): void {
  const addresses = Array.isArray(metadata.redirect_uris) ? metadata.redirect_uris : [];
  const hosts = new Set(
    addresses.filter(address => URL.canParse(String(address))).map(address => new URL(String(address)).host),
  );
  const grants: unknown[] = Array.isArray(metadata.grant_types) ? metadata.grant_types : [];
  const device = grants.includes(DEVICE_GRANT) || grants.includes(CIBA_GRANT);
  if (hosts.size !== 1 || device) metadata.sector_identifier_uri ??= sectorAddress(system.config.issuer);
}

function invalid(description: string): Error {
  return new errors.InvalidClientMetadata(description);
}
