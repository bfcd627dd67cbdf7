import type { ApprovalRow } from '../../../views/admin/data.ts';
import { type Approval, findClient, findPurpose, mayDecide, type Purpose } from '../../clients/index.ts';
import type { Operation } from '../../operation.ts';
import { nameOfActor } from '../actor-name.ts';

/** What the rooms know, as the pages show it. */
export async function approvalRow(op: Operation, approval: Approval): Promise<ApprovalRow> {
  const client = await findClient(op, approval.clientId);
  const purpose = approval.purposeId ? await findPurpose(op, approval.purposeId) : undefined;
  return {
    approval,
    client: client?.name[op.lang] ?? approval.clientId,
    agency: client?.agency?.name[op.lang],
    purpose: purpose?.name[op.lang],
    requestedBy: await nameOfActor(op, approval.requestedBy),
    decidedBy: approval.decidedBy ? await nameOfActor(op, approval.decidedBy) : undefined,
    mayDecide: await mayDecide(op, approval),
  };
}

/** Side by side, so that what they name is read together. */
export function approvalRows(op: Operation, approvals: readonly Approval[]): Promise<ApprovalRow[]> {
  return Promise.all(approvals.map(approval => approvalRow(op, approval)));
}

/** The purposes that an approval is about: one version, or those that came together with the client. */
export function purposesOf(approval: Approval, purposes: readonly Purpose[]): Purpose[] {
  if (approval.purposeId) return purposes.filter(purpose => purpose.id === approval.purposeId);
  const at = approval.requestedAt.getTime();
  return purposes.filter(purpose => purpose.registeredAt.getTime() === at);
}
