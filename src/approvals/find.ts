import { findCurrentConsent } from '../consent/index.ts';
import { Fault, isFault } from '../errors.ts';
import { getJointPower, listPowers, listSignatories } from '../mandates/index.ts';
import { type Operation, once } from '../operation.ts';
import { type Approval, toApproval } from './approval.ts';
import {
  type ApprovalRow,
  selectApproval,
  selectOf,
  selectOpen,
  selectSignatures,
  updatePolled,
} from './store.ts';

/** What a person wants to do: for whom, at which client, for what. */
export interface ApprovalKey {
  readonly personId: string;
  readonly subjectId: string;
  readonly clientId: string;
  readonly purpose: {
    readonly id: string;
    readonly key: string;
    readonly basis: 'consent' | 'law';
  };
}

/** An id may come from an address: what is no id is of no approval. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SECONDS_BETWEEN_POLLS = 5;

/** @throws approvals.not_found */
export async function getApproval(op: Operation, id: string): Promise<Approval> {
  const row = UUID.test(id) ? await selectApproval(op, id) : undefined;
  if (!row) throw new Fault('not_found', 'approvals.not_found');
  return withSignatures(op, row);
}

export async function withSignatures(op: Operation, row: ApprovalRow): Promise<Approval> {
  return toApproval(row, await selectSignatures(op, [row.id]), op.at);
}

/** The one that waits, or that was approved, whether or not it can still be used. */
export async function findOpenApproval(op: Operation, key: ApprovalKey): Promise<Approval | undefined> {
  const name = `open approval ${key.personId} ${key.subjectId} ${key.clientId} ${key.purpose.key}`;
  return once(op, name, async () => {
    const row = await selectOpen(op, { ...key, purposeKey: key.purpose.key });
    const approval = row && (await withSignatures(op, row));
    return approval?.state === 'waiting' || approval?.state === 'approved' ? approval : undefined;
  });
}

/**
 * An approval by which the person may act now: enough have signed, their offices still bind, it has not run out,
 * the purpose is the version that they saw, and nobody took the permission back.
 */
export async function findUsableApproval(op: Operation, key: ApprovalKey): Promise<Approval | undefined> {
  const approval = await findOpenApproval(op, key);
  if (approval?.state !== 'approved' || approval.purposeId !== key.purpose.id) return undefined;
  try {
    await getJointPower(op, approval.subjectId, approval.officeIds);
  } catch (error) {
    if (isFault(error)) return undefined;
    throw error;
  }
  if (key.purpose.basis === 'law') return approval;
  const consent = await findCurrentConsent(op, { ...key, purposeKey: key.purpose.key });
  return consent?.approvalId === approval.id ? approval : undefined;
}

/** What waits for a person or waited for him, newest first: of those he can sign for, and what he signed. */
export async function listApprovals(op: Operation, personId: string): Promise<Approval[]> {
  const powers = await listPowers(op, personId);
  const joint = powers.filter(power => power.state === 'joint').map(power => power.entity.id);
  const rows = await selectOf(op, personId, joint, 100);
  const signatures = await selectSignatures(
    op,
    rows.map(row => row.id),
  );
  return rows
    .map(row => toApproval(row, signatures, op.at))
    .filter(approval => approval.personId === personId || !isDraft(approval));
}

/** An act that the one who wants it has not signed yet is his alone. */
function isDraft({ act, personId, signatures }: Approval): boolean {
  return act !== null && !signatures.some(one => one.personId === personId && one.decision === 'approved');
}

/**
 * Whether an approval is a person's to see: he began it, signed it, or is one of those who can sign now.
 */
export async function isHis(op: Operation, approval: Approval, personId: string): Promise<boolean> {
  if (approval.personId === personId) return true;
  if (isDraft(approval)) return false;
  if (approval.signatures.some(one => one.personId === personId)) return true;
  if (approval.subjectType === 'self') return false;
  // A request to somebody who acts alone is nobody else's.
  if (approval.required < 2) return false;
  return (await listSignatories(op, approval.subjectId)).some(one => one.personId === personId);
}

/** @throws approvals.not_found, also for one that is others' */
export async function getApprovalOf(op: Operation, personId: string, id: string): Promise<Approval> {
  const approval = await getApproval(op, id);
  if (!(await isHis(op, approval, personId))) throw new Fault('not_found', 'approvals.not_found');
  return approval;
}

/** A client asks whether its request is answered. @returns false when it asked again too soon (slow_down) */
export function notePoll(op: Operation, hash: Buffer): Promise<boolean> {
  return updatePolled(op, hash, new Date(op.at.getTime() - SECONDS_BETWEEN_POLLS * 1000));
}
