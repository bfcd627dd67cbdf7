import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { getPerson } from '../identity/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { announce } from '../signals/index.ts';
import { openSubject } from '../vault/index.ts';
import { mandateGives } from './covers.ts';
import { endMandates, tellEnded } from './ended.ts';
import { loadFacts } from './facts.ts';
import { getJointPower } from './joint.ts';
import { acceptOffered, type MandateRow, selectWayUp } from './mandate-store.ts';
import { tellGiver, tellHolder } from './notices.ts';
import { personOf } from './offer.ts';
import { MANDATE, type SealedMandate } from './sealed.ts';
import { getSides, type Sides } from './sides.ts';

/**
 * The other side says yes: from now on it holds, within its days (Civil Code, art. 657).
 * @throws mandates.not_found, mandates.over when it was withdrawn or the power has ended meanwhile,
 *   mandates.joint_gives when the entity that would hold it is not bound by one signature
 */
export async function acceptMandate(op: Operation, id: string): Promise<void> {
  const personId = personOf(op);
  const { row, holderNeedsMore } = await asHolder(op, personId, id);
  if (holderNeedsMore) throw new Fault('forbidden', 'mandates.joint_gives', holderNeedsMore);
  await accept(op, personId, row);
}

/**
 * The same for an entity that is bound only by several, once all of them have signed.
 * @param signed who began it, and the offices of all who signed
 * @throws mandates.joint when they do not bind it (any more), and as `acceptMandate`
 */
export async function acceptJointly(
  op: Operation,
  id: string,
  signed: { readonly personId: string; readonly officeIds: readonly string[] },
): Promise<void> {
  const { row, holderEntityId } = await asHolder(op, signed.personId, id);
  if (holderEntityId === null) throw new Fault('not_found', 'mandates.not_found');
  await getJointPower(op, holderEntityId, signed.officeIds);
  await accept(op, signed.personId, row);
}

async function asHolder(op: Operation, personId: string, id: string): Promise<Sides> {
  const sides = await getSides(op, personId, id);
  if (sides.side === 'giver') throw new Fault('not_found', 'mandates.not_found');
  return sides;
}

function accept(op: Operation, personId: string, row: MandateRow): Promise<void> {
  const { id } = row;
  return atomically(op, async op => {
    await mustStand(op, row);
    const key = await openSubject(op, row.entity_id);
    const sealed = key.open<SealedMandate>(MANDATE, row.sealed);
    const { name } = await getPerson(op, personId);
    const holder = row.holder_kind === 'person' ? { ...sealed.holder, name } : sealed.holder;
    const done = await acceptOffered(op, id, {
      accepted_by: personId,
      sealed: key.seal(MANDATE, { ...sealed, holder }),
    });
    if (!done) throw new Fault('gone', 'mandates.over');
    await record(op, {
      kind: 'mandates.accepted',
      personId,
      subjectId: row.entity_id,
      data: { mandate: id },
    });
    await announce(op, {
      kind: 'authority_changed',
      subjectId: row.entity_id,
      personId,
      data: { mandate: id, change: 'begun' },
    });
    await tellGiver(op, row, 'accepted');
  });
}

/** All that it hangs on still stands, and it is not over. */
async function mustStand(op: Operation, row: MandateRow): Promise<void> {
  const { facts } = await loadFacts(op, await selectWayUp(op, row.id));
  const offered = facts.mandates.get(row.id);
  const mandates =
    offered && new Map(facts.mandates).set(row.id, { ...offered, state: 'active', endedAt: row.ended_at });
  const verdict =
    offered &&
    mandates &&
    row.state === 'offered' &&
    mandateGives({ ...facts, mandates }, { ...offered, state: 'active' }, undefined, op.at);
  if (!verdict || !(verdict.covered || verdict.because === 'not_begun'))
    throw new Fault('gone', 'mandates.over');
}

/**
 * Either side ends it, alone and at once (Civil Code, art. 678), and all below it; an offer is refused or taken back.
 * What has ended already stays as it ended: of two at the same moment one counts.
 * @throws mandates.not_found
 */
export async function endMandate(op: Operation, id: string): Promise<void> {
  const personId = personOf(op);
  const { row, side } = await getSides(op, personId, id);
  const byHolder = side === 'holder';
  const reason = !byHolder ? 'revoked' : row.state === 'offered' ? 'refused' : 'given_up';
  await atomically(op, async op => {
    const ended = await endMandates(op, [id], { reason, by: personId });
    await tellEnded(op, row.entity_id, [], ended);
    if (ended.length === 0) return;
    if (byHolder) await tellGiver(op, row, reason === 'refused' ? 'refused' : 'given_up');
    else await tellHolder(op, row, row.state === 'offered' ? 'taken_back' : 'revoked');
  });
}
