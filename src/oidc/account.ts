import { type Account, errors, type FindAccount, type KoaContextWithOIDC } from 'oidc-provider';
import { isFault } from '../errors.ts';
import { findPerson } from '../identity/index.ts';
import type { Operation, System } from '../operation.ts';
import {
  type Authority,
  asObject,
  authorityOf,
  entityKnownAs,
  findStanding,
  releaseByGrant,
  releaseProfile,
  type Standing,
} from '../release/index.ts';
import { sentenceOf } from '../web/index.ts';
import { accessTokenId, artifactId } from './artifact.ts';
import { OWN_CLIENT } from './client-adapter.ts';
import { operationAt } from './context.ts';
import { isField, narrowedTo } from './narrowing.ts';
import { type Wish, wantsFields, wantsName, wantsPhone } from './request.ts';
import { sessionStanding } from './standing.ts';
import { verifiedClaims, verifiedKeys } from './verified-claims.ts';

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
      readonly authority: Authority;
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
      const { standing, bearer } = known;
      const handed =
        use === 'id_token'
          ? standing && (await fieldsForIdToken(op, standing, wish, claims as Asked))
          : bearer && wantsFields(wish)
            ? await fieldsForUserinfo(op, bearer, wish, claims as Asked, standing)
            : undefined;
      return {
        sub: personId,
        ...(known.standing ? { represented: await representedBy(op, known.standing) } : {}),
        ...(person ? { name: person.name.fa } : {}),
        ...(person?.mobile ? { phone_number: person.mobile, phone_number_verified: true } : {}),
        ...handed,
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
    authority: authorityOf(standing),
  };
}

type Asked = Readonly<Record<string, unknown>>;

/** Keys that a claim narrows to (`narrowingProblem` refused what is none); null: all of the purpose. */
function valuesOf(asked: unknown): string[] | null {
  return narrowedTo(asked)?.filter(isField) ?? null;
}

/**
 * Userinfo hands fields over by the same release as the profile API, once for all that is asked: `values` of the claim
 * business_profile narrows, verified_claims names its own.
 */
async function fieldsForUserinfo(
  op: Operation,
  token: BearerToken,
  wish: Wish,
  claims: Asked,
  standing: Standing | undefined,
): Promise<Record<string, unknown>> {
  const asked = token.claims?.userinfo ?? {};
  const verified = 'verified_claims' in asked ? verifiedKeys(asked.verified_claims) : undefined;
  const plain = wish.scopes.has('business_profile') || 'business_profile' in asked;
  const own = standing?.purpose_fields ?? [];
  const keys = plain ? valuesOf(asked.business_profile) : (verified?.filter(key => own.includes(key)) ?? []);
  if (keys?.length === 0 && !plain) return {};
  const all =
    plain && keys && verified ? [...new Set([...keys, ...verified.filter(key => own.includes(key))])] : keys;
  try {
    const handed = await releaseProfile(op, {
      token: accessTokenId(token.jti),
      jkt: token.jkt ?? null,
      fields: all,
    });
    const { fields } = asObject(handed);
    return {
      ...(plain ? { business_profile: keys ? only(fields, keys) : fields } : {}),
      ...(verified
        ? { verified_claims: verifiedClaims(claims.verified_claims ?? asked.verified_claims, fields, op.at) }
        : {}),
    };
  } catch (error) {
    throw asOAuth(error);
  }
}

const only = (fields: Asked, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => keys.includes(key)));

/** Into the ID token goes what the claims parameter asks of it, under the same rules and on the same record. */
async function fieldsForIdToken(
  op: Operation,
  standing: Standing,
  wish: Wish,
  asked: Asked,
): Promise<Record<string, unknown>> {
  const plain = wish.claims.has('business_profile');
  const verified = wish.claims.has('verified_claims') ? verifiedKeys(asked.verified_claims) : [];
  const own = plain ? (valuesOf(asked.business_profile) ?? standing.purpose_fields ?? []) : [];
  if (own.length + verified.length === 0) return {};
  try {
    const fields = await releaseByGrant(op, standing, [...new Set([...own, ...verified])]);
    return {
      ...(plain ? { business_profile: only(fields, own) } : {}),
      ...(verified.length > 0
        ? { verified_claims: verifiedClaims(asked.verified_claims, fields, op.at) }
        : {}),
    };
  } catch (error) {
    throw asOAuth(error);
  }
}

function asOAuth(error: unknown): unknown {
  if (!isFault(error)) return error;
  return new errors.InsufficientScope(`${error.code}: ${sentenceOf(error, 'en')}`, 'business_profile');
}
