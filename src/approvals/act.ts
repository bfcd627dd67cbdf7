import { createHash } from 'node:crypto';
import { getEntity } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import {
  type ActTogether,
  acceptJointly,
  type JointOffice,
  listSignatories,
  type MandateTerms,
  type Offer,
  offerJointly,
  termsOfAcceptance,
  termsOfOffer,
} from '../mandates/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { openSubject, unwrapKey } from '../vault/index.ts';
import type { Approval } from './approval.ts';
import { sorted } from './document.ts';
import { getApproval } from './find.ts';
import { insertWaiting } from './start.ts';
import { type ApprovalRow, selectApproval } from './store.ts';

/** What every signatory of a mandate has before his eyes, and what will be done by it. */
export interface ActDocument {
  readonly act: ActTogether['kind'];
  /** The entity whose signatures it needs. */
  readonly subject: { readonly id: string; readonly name: Both };
  readonly terms: MandateTerms;
  readonly done:
    | { readonly offer: Omit<Offer, 'amount'> & { readonly amount: string | null } }
    | { readonly mandateId: string };
}

/** Acts are no purpose of a client: Yekbar itself is where they are done. */
const HERE = 'yekbar';
/** As long as a purpose gives that says nothing else. */
const HOURS = 72;
const WHAT = 'act';

export const hashOfAct = (document: ActDocument): Buffer =>
  createHash('sha256')
    .update(sorted({ version: 1, ...document }))
    .digest();

/**
 * What an entity does only by several signatures: written down for the one who asks to sign first. The others are asked
 * once he has.
 * @throws what `termsOfOffer` and `termsOfAcceptance` throw
 */
export async function startAct(op: Operation, act: ActTogether): Promise<Approval> {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  const { personId } = op.actor;
  const { terms, signedFor } =
    act.kind === 'mandate_offer'
      ? await termsOfOffer(op, personId, act.offer)
      : await termsOfAcceptance(op, personId, act.mandateId);
  return atomically(op, async op => {
    const signatories = await listSignatories(op, signedFor);
    if (!signatories.some(one => one.personId === personId)) throw new Fault('forbidden', 'mandates.none');
    const { legalId, name } = await getEntity(op, signedFor);
    const done =
      act.kind === 'mandate_offer'
        ? { offer: { ...act.offer, amount: terms.amount } }
        : { mandateId: act.mandateId };
    const document: ActDocument = { act: act.kind, subject: { id: legalId, name }, terms, done };
    const id = await insertWaiting(op, {
      personId,
      subjectId: signedFor,
      subjectType: 'legal_entity',
      clientId: HERE,
      purposeKey: act.kind,
      purposeId: null,
      sealed: (await openSubject(op, signedFor)).seal(WHAT, document),
      hash: hashOfAct(document),
      required: Math.max(2, ...signatories.map(one => one.required)),
      hours: HOURS,
      act: act.kind,
    });
    return getApproval(op, id);
  });
}

/** What was written down; undefined when the key of the entity is gone. */
export function openAct(op: Operation, row: ApprovalRow): ActDocument | undefined {
  if (!row.wrapped_key) return undefined;
  return unwrapKey(op.system.keys, row.subject_id, row.wrapped_key).open<ActDocument>(WHAT, row.sealed);
}

/**
 * Does it, inside the transaction of the last signature.
 * @returns the mandate
 * @throws mandates.joint and whatever else stands against it by now: then nothing was signed either
 */
export async function doAct(
  op: Operation,
  { id, personId }: Approval,
  binding: readonly JointOffice[],
): Promise<string> {
  const row = await selectApproval(op, id);
  const document = row && openAct(op, row);
  if (!document) throw new Fault('gone', 'vault.shredded');
  const { done } = document;
  const officeIds = binding.map(office => office.id);
  if ('mandateId' in done) {
    await acceptJointly(op, done.mandateId, { personId, officeIds });
    return done.mandateId;
  }
  const { amount } = done.offer;
  const offer: Offer = { ...done.offer, amount: amount === null ? null : BigInt(amount) };
  return offerJointly(op, offer, { giverId: personId, officeIds });
}
