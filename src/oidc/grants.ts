import type Provider from 'oidc-provider';
import type { Grant } from 'oidc-provider';
import { atomically, type Operation } from '../operation.ts';
import type { Artifacts } from './adapter.ts';
import { artifactId } from './artifact.ts';
import { type EndedBinding, endBindings } from './binding-store.ts';
import { deleteArtifacts, deleteByGrants } from './store.ts';

/** Whom a person acts for at one client: herself, or an entity by an office, or by a mandate below one. */
export interface Chosen {
  readonly type: 'legal_entity' | 'self';
  /** The person's id, or the entity's. */
  readonly subjectId: string;
  readonly officeId: string | null;
  readonly mandateId: string | null;
  /** The joint approval that stands for the signatures of the others; null: none is needed. */
  readonly approvalId: string | null;
  /** When the form of the choice found that she may, in milliseconds. */
  readonly seenAt?: number;
}

export interface NewGrant {
  readonly clientId: string;
  readonly personId: string;
  readonly chosen: Chosen;
  readonly purposeId: string | undefined;
  readonly consentId: string | undefined;
  readonly sessionUid: string | undefined;
  readonly scopes: ReadonlySet<string>;
  readonly claims: ReadonlySet<string>;
}

/**
 * A grant of the engine and what it means here, together. Another entity, or another purpose, is another grant: the
 * old one and what other clients hold stay as they are. Inside `artifacts.within` it is part of that transaction.
 */
export async function createGrant(
  op: Operation,
  provider: Provider,
  artifacts: Artifacts,
  input: NewGrant,
): Promise<Grant> {
  const grant = new provider.Grant({ accountId: input.personId, clientId: input.clientId });
  widen(grant, input);
  const grantId = await grant.save();
  await artifacts.bind({
    grant_id: artifactId('Grant', grantId),
    person_id: input.personId,
    subject_id: input.chosen.subjectId,
    subject_type: input.chosen.type,
    office_id: input.chosen.officeId,
    mandate_id: input.chosen.mandateId ?? null,
    client_id: input.clientId,
    purpose_id: input.purposeId ?? null,
    consent_id: input.consentId ?? null,
    session_uid: input.sessionUid ? artifactId('uid', input.sessionUid) : null,
    created_at: op.at,
    ended_at: null,
    approval_id: input.chosen.approvalId,
  });
  return grant;
}

/** Adds scopes and claims. @returns whether there was anything to add */
export function widen(
  grant: Grant,
  wish: { scopes: ReadonlySet<string>; claims: ReadonlySet<string> },
): boolean {
  const scopes = new Set(grant.getOIDCScopeEncountered().split(' '));
  const claims = new Set(grant.getOIDCClaimsEncountered());
  const newScopes = [...wish.scopes].filter(scope => !scopes.has(scope));
  const newClaims = [...wish.claims].filter(claim => !claims.has(claim));
  if (newScopes.length > 0) grant.addOIDCScope(newScopes);
  if (newClaims.length > 0) grant.addOIDCClaims(newClaims);
  return newScopes.length + newClaims.length > 0;
}

/**
 * Ends grants and destroys what was issued for them. Access tokens would be refused at the next call anyway, because
 * the release asks itself; refresh tokens must not live on.
 * With a consent the access tokens stay for the minutes that they have: nothing is handed out for them, the engine
 * calls them inactive, and the system that shows one is told why.
 * @returns what they were
 */
export function endGrants(
  op: Operation,
  which: Parameters<typeof endBindings>[1],
): Promise<readonly EndedBinding[]> {
  return atomically(op, async op => {
    const ended = await endBindings(op, which);
    if (ended.length === 0) return [];
    const grants = ended.map(binding => binding.grant_id);
    await deleteByGrants(op.db, grants, which.consentId ? { but: 'AccessToken' } : {});
    await deleteArtifacts(op.db, grants);
    return ended;
  });
}
