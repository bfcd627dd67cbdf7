import { record } from '../audit/index.ts';
import {
  type Approval,
  decide,
  findClient,
  getApproval,
  isSomebodyElse,
  mayDecide,
} from '../clients/index.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { insertSignature, selectSignature } from './signature-store.ts';
import { officeAs, requireAct } from './standing.ts';
import { hasDataProtection, selectOfficer, wasOfficer } from './store.ts';

/**
 * What is asked of people, or brings it to more of them: a registration with its purposes, a purpose, and the way out
 * of the sandbox.
 */
export function concernsPeople({ purposeId, change, step }: Approval): boolean {
  if (step) return step.to === 'pilot';
  return purposeId !== null || change === null;
}

/**
 * Whether the agency has yet to sign: what its own people or programs asked for, and everything else once it has an
 * officer for data protection.
 */
export async function awaitsSignature(op: Operation, approval: Approval): Promise<boolean> {
  if (approval.decision !== null || !concernsPeople(approval)) return false;
  const agency = (await findClient(op, approval.clientId))?.agency;
  if (!agency || (await selectSignature(op, approval.id))) return false;
  if (await hasDataProtection(op, agency.id)) return true;
  return isOwnRequest(op, agency.id, approval);
}

/**
 * Before the platform approves. Who signed for the agency does not approve for the platform as well.
 * @throws clients.same_person
 */
export async function refuseSigner(op: Operation, approval: Approval): Promise<boolean> {
  const signature = await selectSignature(op, approval.id);
  const signer = signature && (await selectOfficer(op, signature.officer_id))?.person_id;
  if (signer && !(await isSomebodyElse(op, { by: `person:${signer}`, at: signature.signed_at })))
    throw new Fault('forbidden', 'clients.same_person');
  return awaitsSignature(op, approval);
}

async function isOwnRequest(op: Operation, agencyId: string, approval: Approval): Promise<boolean> {
  const [kind, id = ''] = approval.requestedBy.split(':');
  if (kind === 'person') return wasOfficer(op, agencyId, id, approval.requestedAt);
  return kind === 'client' && (await findClient(op, id))?.agency?.id === agencyId;
}

/**
 * The officer for data protection signs for the agency; then it is for the platform to decide.
 * @throws clients.approval_not_found, agencies.not_allowed, agencies.contractor, agencies.signed, clients.same_person
 */
export async function signApproval(op: Operation, approvalId: string): Promise<void> {
  await atomically(op, async op => {
    const { approval, agencyId, officerId } = await toSign(op, approvalId);
    const row = { approval_id: approval.id, agency_id: agencyId, officer_id: officerId, signed_at: op.at };
    if (!(await insertSignature(op, row))) throw new Fault('conflict', 'agencies.signed');
    const data = { agency: agencyId, approval: approval.id, officer: officerId };
    await record(op, { kind: 'clients.agency_signed', clientId: approval.clientId, data });
  });
}

/** He says no: it does not reach the platform. @throws as signApproval, clients.reason_needed */
export async function refuseApproval(op: Operation, approvalId: string, reason: string): Promise<void> {
  await toSign(op, approvalId);
  await decide(op, approvalId, 'refused', reason);
}

async function toSign(
  op: Operation,
  approvalId: string,
): Promise<{ approval: Approval; agencyId: string; officerId: string }> {
  const approval = await getApproval(op, approvalId);
  const agency = (await findClient(op, approval.clientId))?.agency;
  if (!agency) throw new Fault('not_found', 'clients.approval_not_found');
  await requireAct(op, agency.id, 'sign');
  if (!(await mayDecide(op, approval))) throw new Fault('forbidden', 'clients.same_person');
  if (!(await awaitsSignature(op, approval))) throw new Fault('conflict', 'agencies.signed');
  return { approval, agencyId: agency.id, officerId: await officeAs(op, agency.id) };
}
