import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import type { Purpose } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import { getUsablePower, helpers, listSignatories } from '../mandates/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { openSubject } from '../vault/index.ts';
import type { Approval } from './approval.ts';
import { type ApprovalDocument, documentOf, hashOf, sealDocument } from './document.ts';
import { getApproval } from './find.ts';
import { tellAll } from './notices.ts';
import { insertApproval, insertSignature, selectOpen, updateApproval } from './store.ts';

const HOUR_MS = 3_600_000;

export interface NewApproval {
  /** The joint entity. */
  readonly subjectId: string;
  readonly clientId: string;
  readonly purpose: Purpose;
  /** The first signatory, how sure it is that it is he, and the hash of what was before his eyes. */
  readonly personId: string;
  readonly acr: string | undefined;
  readonly shownHash: Buffer;
}

/**
 * The first signature, and the question to the others. Asked twice, the same one goes on waiting.
 * @throws mandates.none, mandates.ended to who is no joint signatory now; approvals.changed when the values are no
 *   longer those that he saw
 */
export function startApproval(op: Operation, input: NewApproval): Promise<Approval> {
  const { personId, subjectId, clientId, purpose } = input;
  return atomically(op, async op => {
    const signatories = await listSignatories(op, subjectId);
    const own = signatories.find(one => one.personId === personId);
    if (!own) throw await notHis(op, personId, subjectId);
    const document = await documentOf(op, { subjectId, subjectType: 'legal_entity', clientId, purpose });
    const hash = hashOf(document);
    if (!hash.equals(input.shownHash)) throw new Fault('conflict', 'approvals.changed');
    const key = { personId, subjectId, clientId, purposeKey: purpose.key };
    const open = await selectOpen(op, key);
    if (open?.state === 'waiting' && open.deadline_at > op.at && open.shown_hash.equals(hash))
      return getApproval(op, open.id);
    if (open) await replace(op, open.id);
    const required = Math.max(2, ...signatories.map(one => one.required));
    const { purposeKey: _, ...rest } = key;
    const id = await waitingFor(op, purpose, document, { ...rest, required, subjectType: 'legal_entity' });
    await insertSignature(op, {
      approval_id: id,
      person_id: personId,
      office_id: own.id,
      decision: 'approved',
      shown_hash: hash,
      lang: op.lang,
      acr: input.acr ?? null,
      at: op.at,
    });
    await record(op, {
      kind: 'approvals.signed',
      personId,
      subjectId,
      clientId,
      data: { approval: id, office: own.id, purpose: purpose.key },
    });
    const approval = await getApproval(op, id);
    await tellAll(op, helpers(signatories, own.officer), approval);
    return approval;
  });
}

/**
 * What a client system asks of a person who is not there (CIBA): nobody has signed yet. Who may act alone is asked
 * alone, of a joint entity all who can sign.
 * @throws mandates.none, mandates.ended
 */
export function startRequest(
  op: Operation,
  input: Omit<NewApproval, 'acr' | 'shownHash'> & {
    readonly subjectType: 'legal_entity' | 'self';
    readonly requestHash: Buffer;
    /** When the request of the client ends, if that is earlier. */
    readonly until: Date;
  },
): Promise<Approval> {
  const { personId, subjectId, subjectType, clientId, purpose } = input;
  return atomically(op, async op => {
    const signatories = subjectType === 'self' ? [] : await listSignatories(op, subjectId);
    const own = signatories.find(one => one.personId === personId);
    if (!own && subjectType !== 'self') await getUsablePower(op, personId, subjectId);
    const document = await documentOf(op, { subjectId, subjectType, clientId, purpose });
    const id = await waitingFor(op, purpose, document, {
      personId,
      subjectId,
      subjectType,
      clientId,
      required: own ? Math.max(2, ...signatories.map(one => one.required)) : 1,
      requestHash: input.requestHash,
      until: input.until,
    });
    const approval = await getApproval(op, id);
    await tellAll(op, own ? [own, ...helpers(signatories, own.officer)] : [{ personId }], approval);
    return approval;
  });
}

export interface Waiting {
  readonly personId: string;
  readonly subjectId: string;
  readonly subjectType: 'legal_entity' | 'self';
  readonly clientId: string;
  readonly purposeKey: string;
  readonly purposeId: string | null;
  readonly sealed: Buffer;
  readonly hash: Buffer;
  readonly required: number;
  readonly hours: number;
  readonly act?: Approval['act'];
  readonly requestHash?: Buffer;
  readonly until?: Date;
}

/** @returns the id of what waits from now on */
export async function insertWaiting(op: Operation, input: Waiting): Promise<string> {
  const id = randomUUID();
  const longest = new Date(op.at.getTime() + input.hours * HOUR_MS);
  const deadline = input.until && input.until < longest ? input.until : longest;
  const inserted = await insertApproval(op, {
    id,
    subject_id: input.subjectId,
    subject_type: input.subjectType,
    client_id: input.clientId,
    purpose_id: input.purposeId,
    purpose_key: input.purposeKey,
    person_id: input.personId,
    required: input.required,
    sealed: input.sealed,
    shown_hash: input.hash,
    state: 'waiting',
    started_at: op.at,
    deadline_at: deadline,
    decided_at: null,
    holds_until: null,
    offices: [],
    signers: '[]',
    ended_at: null,
    end_reason: null,
    request_hash: input.requestHash ?? null,
    polled_at: null,
    act: input.act ?? null,
    mandate_id: null,
  });
  if (!inserted) throw new Fault('conflict', 'approvals.changed');
  await record(op, {
    kind: 'approvals.started',
    personId: input.personId,
    subjectId: input.subjectId,
    clientId: input.act ? null : input.clientId,
    data: {
      approval: id,
      purpose: input.purposeKey,
      required: input.required,
      ...(input.purposeId === null ? {} : { purpose_id: input.purposeId }),
    },
  });
  return id;
}

async function waitingFor(
  op: Operation,
  purpose: Purpose,
  document: ApprovalDocument,
  rest: Omit<Waiting, 'purposeKey' | 'purposeId' | 'sealed' | 'hash' | 'hours'>,
): Promise<string> {
  return insertWaiting(op, {
    ...rest,
    purposeKey: purpose.key,
    purposeId: purpose.id,
    sealed: sealDocument(await openSubject(op, rest.subjectId), document),
    hash: hashOf(document),
    hours: purpose.approvalHours,
  });
}

/** One that came before for the same, and is not worth going on with. */
async function replace(op: Operation, id: string): Promise<void> {
  await updateApproval(op, id, { state: 'ended', ended_at: op.at, end_reason: 'replaced' });
}

/** Why somebody cannot sign for an entity: his power ended, or he never had one. */
async function notHis(op: Operation, personId: string, subjectId: string): Promise<Fault> {
  await getUsablePower(op, personId, subjectId);
  // Who can act alone needs nobody.
  return new Fault('conflict', 'approvals.not_needed');
}
