import { type Entity, findEntityByLegalId, getEntity } from '../entities/index.ts';
import { Fault, isFault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import type { LegalId } from '../identifiers.ts';
import { getPerson } from '../identity/index.ts';
import { personHash } from '../keys.ts';
import type { Operation } from '../operation.ts';
import { openSubject } from '../vault/index.ts';
import { mandateGives, type Scope } from './covers.ts';
import { hex, loadFacts } from './facts.ts';
import { type MandateRow, type Standing, selectOfficesBelow, selectWayUp } from './mandate-store.ts';
import { isId, MANDATE, type SealedMandate } from './sealed.ts';
import { type Signing, signingFor, soonest } from './signing.ts';
import { selectOffices } from './store.ts';

/** What somebody has, of which he wants to give a part. */
export interface Origin {
  readonly entity: Entity;
  readonly how: MandateRow['how'];
  readonly rootOfficeId: string;
  readonly parentId: string | null;
  /** The entity that holds what is named or passed on. */
  readonly through: Entity | undefined;
  /** The offices that the new mandate stands on. */
  readonly offices: readonly Standing[];
  /** The entity that gives it, names or passes on; undefined: the person himself, who holds it. */
  readonly signedFor: Entity | undefined;
  /** Names of those who sign for that entity together; undefined: one signature is enough. */
  readonly signers: Both | undefined;
  /** One signature does not bind that entity, and only one is there. */
  readonly needsMore: Signing['needsMore'];
  /** What limits it; null: everything. */
  readonly scope: Scope | null;
  readonly amount: bigint | null;
  readonly from: string | null;
  readonly until: string | null;
  /** Whether the one to whom it is given may be allowed to pass it on. */
  readonly mayPassOn: boolean;
  /** Hashes of all who stand above: giving it back to one of them is a circle. */
  readonly above: ReadonlySet<string>;
}

export type From =
  | { readonly entityId: string }
  | { readonly mandateId: string; readonly how: 'named' | 'passed' };

/**
 * @param together the offices of all who have signed, where the entity binds itself only by several
 * @throws mandates.joint, mandates.ended, mandates.none, mandates.not_found, mandates.over, mandates.not_to_pass_on
 */
export function originOf(
  op: Operation,
  personId: string,
  from: From,
  together?: readonly string[],
): Promise<Origin> {
  if ('entityId' in from) return ofOffice(op, personId, from.entityId, together);
  return ofMandate(op, personId, from, together);
}

/** Civil Code, art. 662: only what the principal can do himself; so where one signature is not enough, nobody alone. */
async function ofOffice(
  op: Operation,
  personId: string,
  entityId: string,
  together: readonly string[] | undefined,
): Promise<Origin> {
  if (!isId(entityId)) throw new Fault('forbidden', 'mandates.none');
  const signing = await signingFor(op, personId, entityId, together);
  const { identifier } = await getPerson(op, personId);
  return {
    entity: signing.entity,
    how: 'given',
    rootOfficeId: signing.offices[0]?.office_id ?? '',
    parentId: null,
    through: undefined,
    offices: signing.offices,
    signedFor: signing.entity,
    signers: together && signing.names,
    needsMore: signing.needsMore,
    scope: null,
    amount: null,
    from: null,
    until: signing.until,
    mayPassOn: true,
    above: new Set([hex(personHash(op.system.keys, identifier))]),
  };
}

async function ofMandate(
  op: Operation,
  personId: string,
  { mandateId, how }: Extract<From, { mandateId: string }>,
  together: readonly string[] | undefined,
): Promise<Origin> {
  const way = isId(mandateId) ? await selectWayUp(op, mandateId) : [];
  const [row] = way;
  if (!row) throw new Fault('not_found', 'mandates.not_found');
  const through = await holderOf(op, personId, row, together);
  const { facts, offices } = await loadFacts(op, way);
  const held = facts.mandates.get(row.id);
  const verdict = held && mandateGives(facts, held, undefined, op.at);
  if (!held || !verdict?.covered) throw new Fault('gone', 'mandates.over');
  if (how === 'named' ? !through : !row.may_pass_on || row.how !== 'given')
    throw new Fault('forbidden', 'mandates.not_to_pass_on');
  const below = (await selectOfficesBelow(op, [row.id])).map(({ mandate_id: _, ...office }) => office);
  const [root] = await selectOffices(op, [row.root_office_id]);
  return {
    entity: await getEntity(op, row.entity_id),
    how,
    rootOfficeId: row.root_office_id,
    parentId: row.id,
    through: through?.entity,
    offices: [...below, ...(through?.offices ?? [])],
    signedFor: through?.entity,
    signers: together && through?.names,
    needsMore: through?.needsMore,
    scope: held.scope,
    amount: verdict.amount,
    from: row.valid_from,
    until: soonest([verdict.until, ...[...offices.values()].map(office => office.until), through?.until]),
    mayPassOn: false,
    above: new Set([...way.map(one => hex(one.holder_hash)), ...(root ? [hex(root.officer_hash)] : [])]),
  };
}

/** The entity that holds it, when the person binds that; undefined: the person himself. Anyone else's is not found. */
async function holderOf(
  op: Operation,
  personId: string,
  row: MandateRow,
  together: readonly string[] | undefined,
): Promise<Signing | undefined> {
  if (row.holder_kind === 'person') {
    const { identifier } = await getPerson(op, personId);
    if (personHash(op.system.keys, identifier).equals(row.holder_hash)) return undefined;
    throw new Fault('not_found', 'mandates.not_found');
  }
  const key = await openSubject(op, row.entity_id);
  const { holder } = key.open<SealedMandate>(MANDATE, row.sealed);
  const entity = await findEntityByLegalId(op, holder.identifier as LegalId);
  if (!entity) throw new Fault('not_found', 'mandates.not_found');
  try {
    return await signingFor(op, personId, entity.id, together);
  } catch (error) {
    throw isFault(error) && error.code !== 'mandates.joint'
      ? new Fault('not_found', 'mandates.not_found')
      : error;
  }
}
