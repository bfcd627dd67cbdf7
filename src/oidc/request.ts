import { type ClaimsParameter, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { findActivePurpose, type Purpose } from '../clients/index.ts';
import { isFault } from '../errors.ts';
import { readLegalId } from '../identifiers.ts';
import type { Operation, System } from '../operation.ts';
import { OWN_CLIENT } from './client-adapter.ts';
import { operationAt, paramOf } from './context.ts';
import { acrValues } from './levels.ts';
import { narrowingProblem } from './narrowing.ts';
import { assertResource } from './resource.ts';

/** Scopes of programs that act for an agency, a register or the platform: nobody registers himself for one. */
export const programScope = (scope: string): boolean => /^(admin|agency|registers|custody)[:.]/.test(scope);

/** The scopes and claims of a request that decide which fields are meant. */
export interface Wish {
  readonly scopes: ReadonlySet<string>;
  readonly claims: ReadonlySet<string>;
}

export function wishOf(params: Readonly<Record<string, unknown>>): Wish {
  const scopes = new Set((paramOf(params, 'scope') ?? '').split(' ').filter(Boolean));
  return { scopes, claims: new Set(Object.keys(claimsAsked(params))) };
}

/** Claims of the `claims` parameter, of the ID token and of userinfo together. */
function claimsAsked(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text = paramOf(params, 'claims');
  if (!text) return {};
  const { userinfo, id_token: idToken } = JSON.parse(text) as ClaimsParameter;
  return { ...idToken, ...userinfo };
}

export const wantsFields = (wish: Wish) =>
  wish.scopes.has('business_profile') ||
  wish.claims.has('business_profile') ||
  wish.claims.has('verified_claims');
export const wantsName = (wish: Wish) => wish.scopes.has('profile') || wish.claims.has('name');
export const wantsPhone = (wish: Wish) =>
  wish.scopes.has('phone') || wish.claims.has('phone_number') || wish.claims.has('phone_number_verified');

/**
 * The purpose that a request means. Without the scope business_profile a client with several need not name one.
 * @throws clients.unknown_purpose, clients.purpose_needed
 */
export async function purposeOf(
  op: Operation,
  clientId: string,
  params: Readonly<Record<string, unknown>>,
): Promise<Purpose | undefined> {
  if (clientId === OWN_CLIENT) return undefined;
  const key = paramOf(params, 'purpose');
  try {
    return await findActivePurpose(op, clientId, key);
  } catch (error) {
    if (isFault(error, 'clients.purpose_needed') && !wantsFields(wishOf(params))) return undefined;
    throw error;
  }
}

/** Checks of the engine on an authorization request, once redirect_uri, client and PKCE are in order. */
export function requestChecks(system: System) {
  return {
    purpose: async (ctx: KoaContextWithOIDC) => {
      const params = ctx.oidc.params ?? {};
      const wish = wishOf(params);
      const own = [...wish.scopes].find(scope => programScope(scope) || scope.startsWith('ssf.'));
      if (own)
        throw new errors.InvalidScope('this scope is given to client credentials only', own.slice(0, 40));
      const clientId = ctx.oidc.client?.clientId ?? '';
      const purpose = await asOAuth(() => purposeOf(operationAt(system, ctx), clientId, params));
      if (!purpose && wantsFields(wish))
        throw new errors.InvalidScope(
          'business_profile hands over the fields of a purpose, and this client has none that is approved',
          'business_profile',
        );
    },
    resource: (_ctx: KoaContextWithOIDC, value: string | undefined) => assertResource(system, value),
    entity_hint: (_ctx: KoaContextWithOIDC, value: string | undefined) => {
      if (value !== undefined && value !== 'self' && !readLegalId(value))
        throw new errors.InvalidRequest('entity_hint must be a legal-entity ID (11 digits) or self');
    },
  };
}

async function asOAuth<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!isFault(error)) throw error;
    const { purposes } = error.data;
    const known = Array.isArray(purposes) ? purposes.join(', ') : '';
    if (error.code === 'clients.purpose_needed')
      throw new errors.InvalidRequest(`this client has several purposes; name one in purpose: ${known}`);
    if (error.code === 'clients.unknown_purpose')
      throw new errors.InvalidRequest(
        `purpose is not one of this client; ${known ? `approved are: ${known}` : 'it has none that is approved'}`,
      );
    throw error;
  }
}

/** What the claims parameter demands has to be possible, and what it narrows to has to exist. */
export function assertClaims(_ctx: KoaContextWithOIDC, claims: ClaimsParameter): void {
  for (const asked of [claims.userinfo, claims.id_token]) {
    const problem = narrowingProblem(asked?.business_profile);
    if (problem) throw new errors.InvalidRequest(problem);
  }
  assertLevel(claims);
}

/** A level that is demanded (essential) and that nobody can ever reach is refused; one that is only wished for is not. */
function assertLevel(claims: ClaimsParameter): void {
  const acr = claims.id_token?.acr;
  if (!acr?.essential) return;
  const demanded: unknown = acr.values ?? (acr.value === undefined ? undefined : [acr.value]);
  if (demanded === undefined) return;
  if (!Array.isArray(demanded))
    throw new errors.InvalidRequest('claims.id_token.acr.values must be an array');
  if (demanded.some(one => acrValues.includes(one))) return;
  const named = demanded.filter(one => typeof one === 'string').join(' ');
  throw new errors.UnmetAuthenticationRequirements(
    `${named.slice(0, 200) || 'acr'} is no level of assurance of this provider; it has ${acrValues.join(', ')}`,
  );
}
