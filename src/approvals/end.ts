import { record } from '../audit/index.ts';
import { type Consent, findCurrentConsent, withdrawConsent } from '../consent/index.ts';
import { Fault } from '../errors.ts';
import { listSignatories } from '../mandates/index.ts';
import { atomically, type Operation } from '../operation.ts';
import type { Approval } from './approval.ts';
import type { Settled } from './decide.ts';
import { getApproval, isHis, withSignatures } from './find.ts';
import { tellOutcome } from './notices.ts';
import { lockApproval, lockOverdue, lockResting, renameSigner, updateApproval } from './store.ts';

type Reason = NonNullable<Approval['endReason']>;

export async function end(op: Operation, approval: Approval, reason: Reason): Promise<void> {
  await updateApproval(op, approval.id, { state: 'ended', ended_at: op.at, end_reason: reason });
  await record(op, {
    kind: 'approvals.ended',
    subjectId: approval.subjectId,
    clientId: approval.act ? null : approval.clientId,
    data: { approval: approval.id, purpose: approval.purposeKey, reason },
  });
}

/**
 * Offices ended: what rests on one of them ends in the same transaction. The permission that came of it stays in the
 * record, marked by the consent room.
 * @returns the ids of those that ended
 */
export function endApprovalsOf(
  op: Operation,
  which: { readonly officeIds: readonly string[] },
  onSettled: Settled,
): Promise<string[]> {
  return atomically(op, async op => {
    if (which.officeIds.length === 0) return [];
    const ended: string[] = [];
    for (const row of await lockResting(op, which.officeIds)) {
      const approval = await withSignatures(op, row);
      await end(op, approval, 'power_ended');
      const settled = await getApproval(op, approval.id);
      if (approval.state === 'waiting') await tellOutcome(op, settled, 'ended');
      await onSettled(op, settled, null);
      ended.push(approval.id);
    }
    return ended;
  });
}

/**
 * Takes it back: while it waits only the one who began it may, once it is approved any one of those who can sign.
 * Taking back needs no second signature. Twice is no error.
 * @throws approvals.not_found, approvals.not_yours
 */
export function withdrawApproval(op: Operation, id: string, onSettled: Settled): Promise<Approval> {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  const { personId } = op.actor;
  return atomically(op, async op => {
    const known = await getApproval(op, id);
    const row = await lockApproval(op, known.id);
    const approval = row ? await withSignatures(op, row) : known;
    if (!(await isHis(op, approval, personId))) throw new Fault('not_found', 'approvals.not_found');
    if (approval.state !== 'waiting' && approval.state !== 'approved') return approval;
    if (!(await mayWithdraw(op, approval, personId))) throw new Fault('forbidden', 'approvals.not_yours');
    await end(op, approval, 'withdrawn');
    const consent = approval.act ? undefined : await findCurrentConsent(op, approval);
    if (consent && restsOn(consent, approval)) await withdrawConsent(op, consent.id);
    const settled = await getApproval(op, id);
    await onSettled(op, settled, null);
    return settled;
  });
}

export async function mayWithdraw(op: Operation, approval: Approval, personId: string): Promise<boolean> {
  // What came of an act is ended where it stands.
  if (approval.act) return approval.state === 'waiting' && approval.personId === personId;
  if (approval.state === 'approved' && approval.required < 2) {
    // What the law gives to who acts alone is not theirs to take back: there is nothing to withdraw.
    const consent = await findCurrentConsent(op, approval);
    return approval.personId === personId && consent !== undefined;
  }
  if (approval.personId === personId) return true;
  if (approval.state !== 'approved') return false;
  return (await listSignatories(op, approval.subjectId)).some(one => one.personId === personId);
}

/** What somebody allowed alone, asked by a system, is a permission like any other of his. */
function restsOn(consent: Consent, approval: Approval): boolean {
  return consent.approvalId === approval.id || approval.required < 2;
}

const MOST = 100;

/** Whose deadline passed without enough signatures: marked, and the one who waits is told. @returns how many */
export function expireApprovals(op: Operation, onSettled: Settled): Promise<number> {
  return atomically(op, async op => {
    const rows = await lockOverdue(op, MOST);
    for (const row of rows) {
      await updateApproval(op, row.id, { state: 'expired' });
      const approval = await getApproval(op, row.id);
      await record(op, {
        kind: 'approvals.expired',
        subjectId: approval.subjectId,
        clientId: approval.act ? null : approval.clientId,
        data: { approval: approval.id, purpose: approval.purposeKey },
      });
      await tellOutcome(op, approval, 'expired');
      await onSettled(op, approval, null);
    }
    return rows.length;
  });
}

/** The civil register has replaced the number of somebody who signed. */
export function moveSigner(op: Operation, from: Buffer, to: Buffer): Promise<void> {
  return renameSigner(op, from.toString('hex'), to.toString('hex'));
}
