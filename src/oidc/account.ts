import { type Account, errors, type FindAccount, type KoaContextWithOIDC } from 'oidc-provider';
import { isFault } from '../errors.ts';
import { findPerson } from '../identity/index.ts';
import type { Operation, System } from '../operation.ts';
import { asObject, entityKnownAs, findStanding, releaseProfile, type Standing } from '../release/index.ts';
import { sentenceOf } from '../web/index.ts';
import { accessTokenId, artifactId } from './artifact.ts';
import { OWN_CLIENT } from './client-adapter.ts';
import { operationAt } from './context.ts';
import { wantsFields, wantsName, wantsPhone } from './request.ts';
import { sessionStanding } from './standing.ts';

/** What a token or code says about the account it was made for. */
interface Token {
  readonly kind: string;
  readonly grantId?: string | undefined;
}
interface BearerToken extends Token {
  readonly jti: string;
  readonly jkt?: string | undefined;
  readonly claims?: { readonly userinfo?: Record<string, unknown> } | undefined;
}

/** `represented` of the contract. */
export type Represented =
  | { readonly type: 'self' }
  | {
      readonly type: 'legal_entity';
      readonly id: string;
      readonly name: string;
      readonly authority: {
        readonly basis: 'registry';
        readonly role: string | null;
        readonly mode: string | null;
      };
    };

/**
 * Asked at sign-in, at the code, at each refresh and at userinfo: a person who is suspended or has died, a grant that
 * was ended and a power that ended yield no account, and so no token.
 */
export function findAccount(system: System): FindAccount {
  return async (ctx, personId, token) => {
    const op = operationAt(system, ctx);
    if (!token) return (await isActive(system, ctx, op, personId)) ? account(op, personId, {}) : undefined;
    const { grantId } = token as Token;
    const standing = grantId ? await findStanding(op, artifactId('Grant', grantId)) : undefined;
    if (!standing || standing.person_id !== personId || !holds(standing)) return undefined;
    return account(op, personId, {
      standing,
      ...(token.kind === 'AccessToken' ? { bearer: token as BearerToken } : {}),
    });
  };
}

/** At sign-in the grant that the session holds for the client, if there is one, says it in the same statement. */
async function isActive(
  system: System,
  ctx: KoaContextWithOIDC,
  op: Operation,
  personId: string,
): Promise<boolean> {
  const standing = await sessionStanding(system, ctx);
  if (standing?.person_id === personId) return standing.person_active;
  return (await findPerson(op, personId))?.state === 'active';
}

function holds(standing: Standing): boolean {
  const client = standing.client_active || standing.client_id === OWN_CLIENT;
  return standing.person_active && standing.grant_alive && standing.power_alive && client;
}

interface Known {
  readonly standing?: Standing;
  readonly bearer?: BearerToken;
}

function account(op: Operation, personId: string, known: Known): Account {
  return {
    accountId: personId,
    claims: async (use, scope, claims) => {
      const all = { scopes: new Set(scope.split(' ')), claims: new Set(Object.keys(claims)) };
      // The ID token carries what the claims parameter asks of it; scopes are answered by userinfo.
      const wish = use === 'id_token' ? { ...all, scopes: new Set<string>() } : all;
      const person = wantsName(wish) || wantsPhone(wish) ? await findPerson(op, personId) : undefined;
      const fields = use !== 'id_token' && wantsFields(wish);
      return {
        sub: personId,
        ...(known.standing ? { represented: await representedBy(op, known.standing) } : {}),
        ...(person ? { name: person.name.fa } : {}),
        ...(person?.mobile ? { phone_number: person.mobile, phone_number_verified: true } : {}),
        ...(fields && known.bearer ? { business_profile: await profileFor(op, known.bearer) } : {}),
      };
    },
  };
}

async function representedBy(op: Operation, standing: Standing): Promise<Represented> {
  if (standing.subject_type === 'self' || !standing.entity_as_of) return { type: 'self' };
  const { legalId, name } = await entityKnownAs(op, standing.subject_id, standing.entity_as_of);
  return {
    type: 'legal_entity',
    id: legalId,
    name: name.fa,
    authority: { basis: 'registry', role: standing.role, mode: standing.mode },
  };
}

/** Userinfo hands fields over by the same release as the profile API; `values` of the claim narrows. */
async function profileFor(op: Operation, token: BearerToken): Promise<unknown> {
  const asked = token.claims?.userinfo?.business_profile as { values?: unknown } | null | undefined;
  const values = Array.isArray(asked?.values) ? asked.values.filter(key => typeof key === 'string') : null;
  try {
    const handed = await releaseProfile(op, {
      token: accessTokenId(token.jti),
      jkt: token.jkt ?? null,
      fields: values,
    });
    return asObject(handed).fields;
  } catch (error) {
    if (!isFault(error)) throw error;
    throw new errors.InsufficientScope(`${error.code}: ${sentenceOf(error, 'en')}`, 'business_profile');
  }
}
