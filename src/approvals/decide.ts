import { record } from '../audit/index.ts';
import { findPurpose } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import type { Level } from '../factors/index.ts';
import {
  bindingSet,
  findPower,
  getUsablePower,
  helpers,
  type JointOffice,
  listSignatories,
  type Signatory,
  stillNeeded,
} from '../mandates/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { doAct } from './act.ts';
import type { Approval } from './approval.ts';
import { documentOf, hashOf } from './document.ts';
import { end } from './end.ts';
import { getApproval, isHis, withSignatures } from './find.ts';
import { grantRelease } from './grant.ts';
import { tellAll, tellOutcome } from './notices.ts';
import { insertSignature, lockApproval, updateApproval } from './store.ts';

const DAY_MS = 86_400_000;

export interface Decided {
  readonly decision: 'approved' | 'refused';
  /** Hash of what was before the eyes of the one who decides, and how sure it is that it is he. */
  readonly shownHash: Buffer;
  readonly acr: string | undefined;
  readonly level: Level;
}

/** Called inside the transaction that settles an approval; `officeId` is that of who acts, where he has one. */
export type Settled = (op: Operation, approval: Approval, officeId: string | null) => Promise<void>;

/**
 * One signatory says yes or no. With the last yes that the register's rule demands, the permission is given in the
 * same transaction. A no ends it once the others cannot bind the entity without him. When the values or the purpose
 * are no longer what the first one signed, all is void and has to be shown to all again.
 * @throws approvals.not_found, mandates.ended, approvals.deadline_passed, approvals.decided, approvals.own_request,
 *   approvals.signed_already, approvals.changed, approvals.level_too_low {level}
 */
export function decideApproval(
  op: Operation,
  id: string,
  decided: Decided,
  onSettled: Settled,
): Promise<Approval> {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  const { personId } = op.actor;
  return atomically(op, async op => {
    const { approval, signatories, own } = await openOne(op, id, personId);
    if (!decided.shownHash.equals(approval.hash)) throw new Fault('conflict', 'approvals.changed');
    const first = signatories.find(one => one.personId === approval.personId);
    // The one who is to act lost his office, and nobody had told us yet.
    if (approval.required > 1 && !first) return stop(op, approval, 'power_ended', onSettled);
    const asked = await askedIn(op, approval);
    if (!asked) return stop(op, approval, 'purpose_changed', onSettled);
    if (decided.decision === 'approved' && decided.level < asked.level)
      throw new Fault('forbidden', 'approvals.level_too_low', { level: asked.level });
    if (decided.decision === 'approved' && !asked.hash.equals(approval.hash))
      return stop(op, approval, 'values_changed', onSettled);
    await sign(op, approval, personId, own?.id ?? null, decided);
    const signed = await getApproval(op, id);
    const yes = officersOf(signed, signatories, 'approved');
    if (decided.decision === 'approved') {
      const binding = approval.required > 1 ? bindingSet(signatories, yes) : [];
      const withFirst = approval.required < 2 || (first && yes.has(first.officer));
      if (binding && withFirst) return approve(op, signed, asked, binding, onSettled);
      // Of an act the others hear once the one who wants it has signed.
      if (approval.act && own && personId === approval.personId)
        await tellAll(op, helpers(signatories, own.officer), signed);
      return signed;
    }
    const no = officersOf(signed, signatories, 'refused');
    const left = signatories.filter(one => !no.has(one.officer));
    const possible =
      first &&
      !no.has(first.officer) &&
      bindingSet(left, new Set(left.map(one => one.officer))) !== undefined;
    return possible ? signed : refuse(op, signed, onSettled);
  });
}

interface Open {
  readonly approval: Approval;
  readonly signatories: readonly Signatory[];
  /** His own office among them; undefined: he acts alone. */
  readonly own: Signatory | undefined;
}

/** The approval held, if this person may decide on it now. */
async function openOne(op: Operation, id: string, personId: string): Promise<Open> {
  const known = await getApproval(op, id);
  const row = await lockApproval(op, known.id);
  const approval = row ? await withSignatures(op, row) : known;
  if (!(await isHis(op, approval, personId))) throw await foreign(op, approval, personId);
  if (approval.state === 'expired' && approval.decidedAt === null)
    throw new Fault('gone', 'approvals.deadline_passed');
  if (approval.state !== 'waiting') throw new Fault('conflict', 'approvals.decided');
  if (approval.signatures.some(one => one.personId === personId))
    throw approval.personId === personId
      ? new Fault('forbidden', 'approvals.own_request')
      : new Fault('conflict', 'approvals.signed_already');
  const signatories = approval.required > 1 ? await listSignatories(op, approval.subjectId) : [];
  const own = signatories.find(one => one.personId === personId);
  if (approval.required > 1 && !own) throw new Fault('forbidden', 'mandates.ended');
  if (approval.required < 2 && approval.subjectType === 'legal_entity')
    await getUsablePower(op, personId, approval.subjectId);
  return { approval, signatories, own };
}

/** To who once had an office there it is said that it ended; to others there is no such approval. */
async function foreign(op: Operation, approval: Approval, personId: string): Promise<Fault> {
  const power =
    approval.subjectType === 'self' ? undefined : await findPower(op, personId, approval.subjectId);
  return power?.state === 'ended' || power?.state === 'dissolved'
    ? new Fault('forbidden', 'mandates.ended')
    : new Fault('not_found', 'approvals.not_found');
}

/** What they are asked for. */
interface AskedFor {
  /** How sure it has to be that it is he who signs. */
  readonly level: number;
  /** Hash of what would be shown now. */
  readonly hash: Buffer;
  /** Until when what was signed may be used; null: it is done with the last signature. */
  readonly holdsUntil: Date | null;
  /** With the last signature. @returns what is written down of it */
  grant(op: Operation, approval: Approval, binding: readonly JointOffice[]): Promise<{ mandate_id?: string }>;
}

/** undefined: the purpose is no longer the one that was shown. */
async function askedIn(op: Operation, approval: Approval): Promise<AskedFor | undefined> {
  if (approval.act)
    return {
      level: 1,
      hash: approval.hash,
      holdsUntil: null,
      grant: async (op, approval, binding) => ({ mandate_id: await doAct(op, approval, binding) }),
    };
  const purpose = approval.purposeId === null ? undefined : await findPurpose(op, approval.purposeId);
  if (purpose?.state !== 'active') return undefined;
  const document = await documentOf(op, { ...approval, purpose });
  return {
    level: purpose.level,
    hash: hashOf(document),
    holdsUntil: new Date(op.at.getTime() + purpose.consentDays * DAY_MS),
    grant: async (op, approval, binding) => {
      await grantRelease(op, approval, { document, purpose }, binding);
      return {};
    },
  };
}

function officersOf(
  approval: Approval,
  signatories: readonly Signatory[],
  decision: 'approved' | 'refused',
): Set<string> {
  const persons = approval.signatures.filter(one => one.decision === decision).map(one => one.personId);
  return new Set(
    signatories.filter(one => one.personId && persons.includes(one.personId)).map(one => one.officer),
  );
}

async function sign(
  op: Operation,
  approval: Approval,
  personId: string,
  officeId: string | null,
  { decision, shownHash, acr }: Decided,
): Promise<void> {
  const signature = {
    approval_id: approval.id,
    person_id: personId,
    office_id: officeId,
    decision,
    shown_hash: shownHash,
    lang: op.lang,
    acr: acr ?? null,
    at: op.at,
  };
  if (!(await insertSignature(op, signature))) throw new Fault('conflict', 'approvals.signed_already');
  await record(op, {
    kind: decision === 'approved' ? 'approvals.signed' : 'approvals.refused',
    personId,
    subjectId: approval.subjectId,
    clientId: approval.act ? null : approval.clientId,
    data: { approval: approval.id, office: officeId, purpose: approval.purposeKey },
  });
}

/** Enough have signed: what they were asked for happens. */
async function approve(
  op: Operation,
  approval: Approval,
  asked: AskedFor,
  binding: readonly JointOffice[],
  onSettled: Settled,
): Promise<Approval> {
  const { id, subjectId, clientId, personId, act, purposeKey, purposeId } = approval;
  const offices = binding.map(office => office.id);
  await updateApproval(op, id, {
    state: 'approved',
    decided_at: op.at,
    holds_until: asked.holdsUntil,
    offices: [...offices],
    signers: JSON.stringify(binding.map(office => office.officer)),
  });
  await record(op, {
    kind: 'approvals.approved',
    subjectId,
    clientId: act ? null : clientId,
    data: {
      approval: id,
      purpose: purposeKey,
      offices,
      ...(purposeId === null ? {} : { purpose_id: purposeId }),
    },
  });
  const came = await asked.grant(op, approval, binding);
  if (came.mandate_id) await updateApproval(op, id, came);
  const settled = await getApproval(op, id);
  const office = settled.signatures.find(one => one.personId === personId)?.officeId ?? null;
  await tellOutcome(op, settled, 'approved');
  await onSettled(op, settled, office);
  return settled;
}

async function refuse(op: Operation, approval: Approval, onSettled: Settled): Promise<Approval> {
  await updateApproval(op, approval.id, { state: 'refused', decided_at: op.at });
  const settled = await getApproval(op, approval.id);
  await tellOutcome(op, settled, 'refused');
  await onSettled(op, settled, null);
  return settled;
}

async function stop(
  op: Operation,
  approval: Approval,
  reason: 'power_ended' | 'purpose_changed' | 'values_changed',
  onSettled: Settled,
): Promise<Approval> {
  await end(op, approval, reason);
  const settled = await getApproval(op, approval.id);
  await tellOutcome(op, settled, reason === 'power_ended' ? 'ended' : 'changed');
  await onSettled(op, settled, null);
  return settled;
}

/** How many signatures are still missing at the least. */
export function missingOf(approval: Approval, signatories: readonly Signatory[]): number {
  if (approval.required < 2) return approval.signatures.some(one => one.decision === 'approved') ? 0 : 1;
  return stillNeeded(signatories, officersOf(approval, signatories, 'approved'));
}
