/**
 * An account that may be in wrong hands. One of the staff stops it at once, for a reason and with the number of what asks
 * for it: sessions and grants end, nobody signs in. Two let it go on. Nobody's name stands here: who reads the list knows
 * the number.
 */
import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { isSomebodyElse } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import { messages } from '../i18n/index.ts';
import { parsePersonId } from '../identifiers.ts';
import {
  currentAccountOf,
  findPerson,
  findPersonByIdentifier,
  listFormerAccounts,
  recordPersonState,
} from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import { actorName, atomically, inTurn, type Operation } from '../operation.ts';
import { isUuid } from '../text.ts';
import { alarmOfSuspension } from './alarm.ts';
import { readReference } from './reference.ts';
import { canSpare, staffRoleOf } from './staff.ts';
import {
  holdsOver,
  insertSuspension,
  lockSuspension,
  markSuspension,
  type SuspensionRow,
  selectSuspensions,
} from './suspension-store.ts';

export const suspensionReasons = ['stolen', 'subject_asked', 'security', 'court'] as const;

export interface Suspension {
  readonly id: string;
  readonly personId: string;
  readonly reason: (typeof suspensionReasons)[number];
  /** Number of the letter, call or order. */
  readonly reference: string;
  readonly state: 'holds' | 'lifting' | 'lifted';
  readonly stoppedBy: string;
  readonly stoppedAt: Date;
  readonly liftAskedBy: string | null;
  readonly liftAskedAt: Date | null;
  readonly liftedBy: string | null;
  readonly liftedAt: Date | null;
}

export interface SuspensionInput {
  readonly identifier: string;
  readonly reason: string;
  readonly reference: string;
}

function suspensionOf(row: SuspensionRow): Suspension {
  return {
    id: row.id,
    personId: row.person_id,
    reason: row.reason,
    reference: row.reference,
    state: row.lifted_at ? 'lifted' : row.lift_asked_at ? 'lifting' : 'holds',
    stoppedBy: row.stopped_by,
    stoppedAt: row.stopped_at,
    liftAskedBy: row.lift_asked_by,
    liftAskedAt: row.lift_asked_at,
    liftedBy: row.lifted_by,
    liftedAt: row.lifted_at,
  };
}

/** Newest first. @param page `after` the last one already read */
export async function listSuspensions(
  op: Operation,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<Suspension[]> {
  return (await selectSuspensions(op, page)).map(suspensionOf);
}

/** @throws admin.suspension_not_found */
export async function getSuspension(op: Operation, id: string): Promise<Suspension> {
  const row = isUuid(id) ? await lockSuspension(op, id) : undefined;
  if (!row) throw new Fault('not_found', 'admin.suspension_not_found');
  return suspensionOf(row);
}

/**
 * @throws identifiers.*, admin.suspension_reason, admin.suspension_reference, admin.suspension_nobody, admin.suspension_own,
 * admin.suspension_holds, admin.suspension_last
 */
export async function suspendAccount(op: Operation, input: SuspensionInput): Promise<Suspension> {
  const reason = suspensionReasons.find(one => one === input.reason);
  if (!reason) throw new Fault('bad_input', 'admin.suspension_reason');
  const reference = readReference(input.reference);
  if (reference === undefined) throw new Fault('bad_input', 'admin.suspension_reference');
  const person = await findPersonByIdentifier(op, parsePersonId(input.identifier));
  if (!person) throw new Fault('bad_input', 'admin.suspension_nobody');
  const by = actorName(op.actor);
  if (by === `person:${person.id}`) throw new Fault('forbidden', 'admin.suspension_own');
  return atomically(op, async op => {
    // Two who stop each other at once would leave nobody.
    await inTurn(op, 'suspensions', 'staff');
    if (await isStopped(op, person.id)) throw new Fault('conflict', 'admin.suspension_holds');
    if (!(await canSpare(op, person.id))) throw new Fault('conflict', 'admin.suspension_last');
    const row = await insertSuspension(op, {
      id: randomUUID(),
      person_id: person.id,
      reason,
      reference,
      stopped_by: by,
      stopped_at: op.at,
    });
    if (!row) throw new Fault('conflict', 'admin.suspension_holds');
    const suspension = suspensionOf(row);
    await onRecord(op, 'admin.account_suspended', suspension);
    // Whom the register calls dead stays so; should it take that back, this holds.
    if (await recordPersonState(op, person.id, 'suspended', 'active')) await tell(op, person.id, 'suspended');
    return suspension;
  });
}

/**
 * The first asks that it go on, and somebody else lets it; whose account it is, is neither.
 * @throws admin.suspension_not_found, admin.suspension_over, admin.suspension_own, admin.suspension_second
 */
export async function resumeAccount(op: Operation, id: string): Promise<Suspension> {
  return atomically(op, async op => {
    const suspension = await getSuspension(op, id);
    if (suspension.state === 'lifted') throw new Fault('conflict', 'admin.suspension_over');
    if (await isOwn(op, suspension)) throw new Fault('forbidden', 'admin.suspension_own');
    const by = actorName(op.actor);
    if (suspension.state === 'holds') {
      await markSuspension(op, id, { lift_asked_by: by, lift_asked_at: op.at });
      await onRecord(op, 'admin.account_resuming_asked', suspension);
      return getSuspension(op, id);
    }
    if (!(await mayAnswerSuspension(op, suspension))) throw new Fault('forbidden', 'admin.suspension_second');
    await markSuspension(op, id, { lifted_by: by, lifted_at: op.at });
    await letGoOn(op, suspension);
    return getSuspension(op, id);
  });
}

/** Who died meanwhile, or is stopped for another reason too, does not go on, and is not told so. */
async function letGoOn(op: Operation, suspension: Suspension): Promise<void> {
  const personId = await currentAccountOf(op, suspension.personId);
  const goesOn =
    !(await isStopped(op, personId)) && (await recordPersonState(op, personId, 'active', 'suspended'));
  const kind = goesOn ? 'admin.account_resumed' : 'admin.suspension_lifted';
  await onRecord(op, kind, { ...suspension, personId });
  if (goesOn) await tell(op, personId, 'resumed');
}

/** Whether who asks is another human being than whose account it is, and than who asked that it go on. */
export async function mayAnswerSuspension(op: Operation, suspension: Suspension): Promise<boolean> {
  const { state, liftAskedBy, liftAskedAt } = suspension;
  if (state === 'lifted' || (await isOwn(op, suspension))) return false;
  return liftAskedBy === null || isSomebodyElse(op, { by: liftAskedBy, at: liftAskedAt ?? op.at });
}

/** Also by a program whose secret the holder of the account made. */
async function isOwn(op: Operation, { personId }: Suspension): Promise<boolean> {
  return !(await isSomebodyElse(op, { by: `person:${personId}`, at: op.at }));
}

/** By a suspension of this account, or of one that the register joined with it. */
async function isStopped(op: Operation, personId: string): Promise<boolean> {
  return holdsOver(op, [personId, ...(await listFormerAccounts(op, personId))]);
}

/** What was stopped by staff stays so when the register takes back that somebody died, or joins it with another account. */
export async function keepSuspended(op: Operation, personId: string): Promise<void> {
  if (await isStopped(op, personId)) await recordPersonState(op, personId, 'suspended', 'active');
}

type Kind =
  | 'admin.account_suspended'
  | 'admin.account_resuming_asked'
  | 'admin.account_resumed'
  | 'admin.suspension_lifted';

async function onRecord(op: Operation, kind: Kind, suspension: Suspension): Promise<void> {
  const { id, personId, reason, reference } = suspension;
  await record(op, { kind, subjectId: personId, data: { suspension: id, reason, reference } });
}

/** With the code by which the support finds out why. Of one of the staff all administrators hear too. */
async function tell(op: Operation, personId: string, what: 'suspended' | 'resumed'): Promise<void> {
  if (await staffRoleOf(op, personId)) await alarmOfSuspension(op, what);
  const mobile = (await findPerson(op, personId))?.mobile;
  const text = messages('fa').suspensions.sms[what](op.tracking);
  if (mobile) await sendMessage(op, { channel: 'sms', to: mobile, text }, personId);
}
