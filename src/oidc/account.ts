import { type Account, errors, type FindAccount } from 'oidc-provider';
import { isFault } from '../errors.ts';
import { findPerson, type Person } from '../identity/index.ts';
import type { Operation, System } from '../operation.ts';
import { entityKnownAs, findStanding, releaseProfile, type Standing } from '../release/index.ts';
import { sentenceOf } from '../web/index.ts';
import { accessTokenId, artifactId } from './artifact.ts';
import { OWN_CLIENT } from './client-adapter.ts';
import { operationAt } from './context.ts';
import { wantsName, wantsPhone } from './request.ts';

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
    if (!token) {
      const person = await findPerson(op, personId);
      return person?.state === 'active' ? account(op, personId, { person }) : undefined;
    }
    const { grantId } = token as Token;
    const standing = grantId ? await findStanding(op, artifactId('Grant', grantId)) : undefined;
    if (!standing || standing.person_id !== personId || !holds(standing)) return undefined;
    return account(op, personId, {
      standing,
      ...(token.kind === 'AccessToken' ? { bearer: token as BearerToken } : {}),
    });
  };
}

function holds(standing: Standing): boolean {
  const client = standing.client_active || standing.client_id === OWN_CLIENT;
  return standing.person_active && standing.grant_alive && standing.power_alive && client;
}

interface Known {
  readonly person?: Person;
  readonly standing?: Standing;
  readonly bearer?: BearerToken;
}

function account(op: Operation, personId: string, known: Known): Account {
  return {
    accountId: personId,
    claims: async (use, scope, claims) => {
      const wish = { scopes: new Set(scope.split(' ')), claims: new Set(Object.keys(claims)) };
      const inIdToken = use === 'id_token';
      const person = (
        inIdToken
          ? wantsName({ ...wish, scopes: new Set() }) || wantsPhone({ ...wish, scopes: new Set() })
          : wantsName(wish) || wantsPhone(wish)
      )
        ? (known.person ?? (await findPerson(op, personId)))
        : undefined;
      const fields =
        !inIdToken && (wish.scopes.has('business_profile') || wish.claims.has('business_profile'));
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
    const { release } = await releaseProfile(op, {
      token: accessTokenId(token.jti),
      jkt: token.jkt ?? null,
      fields: values,
    });
    return release.fields;
  } catch (error) {
    if (!isFault(error)) throw error;
    throw new errors.InsufficientScope(`${error.code}: ${sentenceOf(error, 'en')}`, 'business_profile');
  }
}
