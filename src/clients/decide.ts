import { Fault } from '../errors.ts';
import { actorName, atomically, type Operation, type System } from '../operation.ts';
import * as approvalStore from './approval-store.ts';
import { asksMore, concernsPeople } from './asks-more.ts';
import type { Approval, ClientChange, Purpose, StepAsked } from './client.ts';
import { isSomebodyElse } from './eyes.ts';
import { forgetClient } from './find.ts';
import { recordChange, refuseStranger } from './on-record.ts';
import { hasFault, reviewApproval } from './review.ts';
import { takeStep } from './step.ts';
import { refuseUnderStop } from './stop.ts';
import * as store from './store.ts';
import { refuseIfAny } from './text-problems.ts';
import { keysExpireAt } from './uploaded-keys.ts';
import { insertWidening } from './widening-store.ts';
import { wordsOf } from './words.ts';

export type Decision = 'approved' | 'refused';

/** Whether the agency itself has yet to sign: a room below, so it hands in its door at the start. */
type AgencyDoor = (op: Operation, approval: Approval) => Promise<boolean>;
const doors = new WeakMap<System['db'], AgencyDoor>();

export function knowAgencies(system: System, unsigned: AgencyDoor): void {
  doors.set(system.db, unsigned);
}

/**
 * The second pair of eyes: whoever asked can not decide. Approving makes the client, or this version of its
 * purpose, work at once; of two who decide at the same moment one is told that it has been decided.
 * @param reason needed to refuse
 * @throws clients.approval_not_found, clients.same_person, clients.already_decided, clients.reason_needed,
 *   clients.has_faults while the lint finds a fault in what would come into force, clients.agency_unsigned while the
 *   agency's own officer for data protection has not signed
 */
export async function decide(
  op: Operation,
  approvalId: string,
  decision: Decision,
  reason: string,
): Promise<Approval> {
  refuseStranger(op);
  if (decision === 'refused' && reason.trim() === '') throw new Fault('bad_input', 'clients.reason_needed');
  if (reason.length > 1000) refuseIfAny([{ field: 'reason', code: 'too_long' }]);
  const decided = await atomically(op, op => decideOne(op, approvalId, decision, reason.trim()));
  forgetClient(op, decided.clientId);
  return decided;
}

async function decideOne(op: Operation, id: string, decision: Decision, reason: string): Promise<Approval> {
  const approval = await getApproval(op, id);
  if (approval.decision) throw new Fault('conflict', 'clients.already_decided');
  if (!(await mayDecide(op, approval))) throw new Fault('forbidden', 'clients.same_person');
  if (decision === 'approved' && hasFault(await reviewApproval(op, approval)))
    throw new Fault('conflict', 'clients.has_faults');
  if (decision === 'approved' && (await doors.get(op.system.db)?.(op, approval)))
    throw new Fault('conflict', 'clients.agency_unsigned');
  return settle(op, approval, decision, reason);
}

/**
 * What an agency asks for a client of its sandbox works at once: it signs in invented people only, so the program
 * itself approves.
 * @param ask asks for it, within the same transaction
 */
export async function atOnceInSandbox<T extends { readonly approvalId: string | null }>(
  op: Operation,
  clientId: string,
  ask: (op: Operation) => Promise<T>,
): Promise<T> {
  const asked = await atomically(op, async op => {
    const asked = await ask(op);
    const client = await store.selectClient(op, clientId);
    if (asked.approvalId !== null && client?.kind === 'sandbox' && client.stage === 'sandbox')
      await settle(
        { ...op, actor: { kind: 'system' } },
        await getApproval(op, asked.approvalId),
        'approved',
        '',
      );
    return asked;
  });
  forgetClient(op, clientId);
  return asked;
}

async function settle(
  op: Operation,
  approval: Approval,
  decision: Decision,
  reason: string,
): Promise<Approval> {
  const { id } = approval;
  const first = await approvalStore.decideApproval(op, id, {
    decided_by: actorName(op.actor),
    decision,
    reason: reason || null,
  });
  if (!first) throw new Fault('conflict', 'clients.already_decided');
  const { clientId, purposeId, change, step } = approval;
  if (step) await settleStep(op, approval, step, decision);
  else if (change) await settleChange(op, clientId, change, decision);
  else if (purposeId) await settlePurpose(op, clientId, purposeId, decision);
  else await settleClient(op, clientId, decision);
  const kind = decision === 'approved' ? 'clients.approved' : 'clients.refused';
  await recordChange(op, kind, clientId, { approval: id, purpose: purposeId });
  return getApproval(op, id);
}

async function settleStep(
  op: Operation,
  approval: Approval,
  step: StepAsked,
  decision: Decision,
): Promise<void> {
  if (decision === 'approved') await takeStep(op, approval, step);
}

async function settleChange(
  op: Operation,
  clientId: string,
  { name, metadata }: ClientChange,
  decision: Decision,
): Promise<void> {
  if (decision === 'refused') return;
  const row = {
    name_fa: name.fa,
    name_en: name.en,
    words: wordsOf(clientId, name.fa, name.en),
    metadata: JSON.stringify(metadata),
    keys_expire_at: keysExpireAt(metadata),
  };
  if (!(await store.applyChange(op, clientId, row)))
    throw new Fault('conflict', 'clients.not_active', { state: 'suspended' });
}

async function settleClient(op: Operation, clientId: string, decision: Decision): Promise<void> {
  if (decision === 'approved') await refuseUnderStop(op, clientId);
  const state = decision === 'approved' ? 'active' : 'refused';
  if (!(await store.changeClientState(op, clientId, ['pending'], state)))
    throw new Fault('conflict', 'clients.already_decided');
  await store.changePurposeStates(op, { clientId }, 'pending', state);
}

async function settlePurpose(op: Operation, clientId: string, id: string, decision: Decision): Promise<void> {
  if (decision === 'approved') {
    const purpose = await store.selectPurpose(op, id);
    if (purpose) await replaceVersion(op, purpose);
  }
  await store.changePurposeStates(
    op,
    { clientId, id },
    'pending',
    decision === 'approved' ? 'active' : 'refused',
  );
  await store.touchClient(op, clientId);
}

/** The version in force gives way; where the new one asks for more, those whom it concerns will be told. */
async function replaceVersion(op: Operation, purpose: Purpose): Promise<void> {
  const { clientId, key } = purpose;
  const before = (await store.selectPurposes(op, clientId)).find(
    one => one.key === key && one.state === 'active',
  );
  await store.changePurposeStates(op, { clientId, key }, 'active', 'replaced');
  if (before && concernsPeople(asksMore(before, purpose)))
    await insertWidening(op, { purpose_id: purpose.id, before_id: before.id, client_id: clientId });
}

/** Whether who asks is another human being than who registered. */
export function mayDecide(
  op: Operation,
  { requestedBy, requestedAt }: Pick<Approval, 'requestedBy' | 'requestedAt'>,
): Promise<boolean> {
  return isSomebodyElse(op, { by: requestedBy, at: requestedAt });
}

/** @throws clients.approval_not_found */
export async function getApproval(op: Operation, id: string): Promise<Approval> {
  const approval = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    ? await approvalStore.selectApproval(op, id)
    : undefined;
  if (!approval) throw new Fault('not_found', 'clients.approval_not_found');
  return approval;
}

/** Those that wait, oldest first, with `open`; else all, newest first. */
export function listApprovals(op: Operation, filter: approvalStore.ApprovalFilter): Promise<Approval[]> {
  return approvalStore.selectApprovals(op, filter);
}

/** How many wait for somebody. */
export function countOpenApprovals(op: Operation): Promise<number> {
  return approvalStore.countOpen(op);
}
