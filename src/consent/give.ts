import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { findPurpose } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import type { Lang } from '../i18n/index.ts';
import { getJointPower, getUsablePower } from '../mandates/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { meaningsOf } from './changed.ts';
import { type Consent, toConsent } from './consent.ts';
import { endOne } from './end.ts';
import { keepReceipt, type Proof, type ShownText } from './receipt.ts';
import { endConsent, insertConsent, lockCurrent } from './store.ts';

export interface NewConsent {
  readonly personId: string;
  /** The person himself, or an entity that he may act for alone. */
  readonly subjectId: string;
  readonly clientId: string;
  readonly purpose: {
    readonly id: string;
    readonly key: string;
    readonly fields: readonly string[];
    readonly consentDays: number;
  };
  /** All that is allowed from now on: what was allowed before and stays, and what is new. */
  readonly fields: readonly string[];
  /** The language of the page, and the SHA-256 of the text and values that it showed. */
  readonly textLang: Lang;
  readonly textHash: Buffer;
  /** What the page said and showed, for the record; without it the record says what the purpose says. */
  readonly shown?: ShownText;
  /** Several signed together: the approval, the offices that they signed by, and they themselves. */
  readonly jointly?: {
    readonly approvalId: string;
    readonly officeIds: readonly string[];
    readonly personIds: readonly string[];
  };
}

const DAY_MS = 86_400_000;
/** Two tabs, or a double click, give the same consent at once: each but the last is replaced. */
const ATTEMPTS = 5;

/**
 * Keeps a consent and its signed record, in place of the earlier one for the same person, subject, client and purpose.
 * What several give together counts only while their offices bind the entity.
 * @throws consent.beyond_purpose when a field is not one of the purpose; mandates.joint, mandates.ended,
 *   mandates.none when the person may not act for the subject
 */
export async function giveConsent(op: Operation, input: NewConsent): Promise<Consent> {
  const { personId, subjectId, clientId, purpose, jointly } = input;
  const fields = [...new Set(input.fields)].sort();
  if (fields.length === 0 || fields.some(field => !purpose.fields.includes(field)))
    throw new Fault('bad_input', 'consent.beyond_purpose');
  return atomically(op, async op => {
    const proof = await proofOf(op, input);
    const version = await findPurpose(op, purpose.id);
    if (!version) throw new Fault('bad_input', 'consent.beyond_purpose');
    const row = {
      id: randomUUID(),
      person_id: personId,
      subject_id: subjectId,
      client_id: clientId,
      purpose_id: purpose.id,
      purpose_key: purpose.key,
      fields,
      text_lang: input.textLang,
      text_hash: input.textHash,
      given_at: op.at,
      expires_at: new Date(op.at.getTime() + purpose.consentDays * DAY_MS),
      ended_at: null,
      end_reason: null,
      ended_by: null,
      meanings: meaningsOf(fields),
      office_ids: [...proof.officeIds],
      mandate_id: proof.mandateId,
      approval_id: jointly?.approvalId ?? null,
      signatories: jointly ? [...jointly.personIds] : null,
    };
    await replace(op, { personId, subjectId, clientId, purposeKey: purpose.key }, row);
    const consent = toConsent(row);
    await keepReceipt(op, consent, version, proof, input.shown);
    await record(op, {
      kind: 'consent.given',
      personId,
      subjectId,
      clientId,
      data: {
        consent: row.id,
        purpose: purpose.key,
        purpose_id: purpose.id,
        fields,
        lang: input.textLang,
        ...(jointly ? { approval: jointly.approvalId } : {}),
      },
    });
    return consent;
  });
}

/** By what the person could say yes for this subject. */
async function proofOf(op: Operation, input: NewConsent): Promise<Proof> {
  const { personId, subjectId, jointly } = input;
  if (subjectId === personId) return { officeIds: [], mandateId: null, power: undefined, approvalId: null };
  if (jointly) {
    await getJointPower(op, subjectId, jointly.officeIds);
    return {
      officeIds: jointly.officeIds,
      mandateId: null,
      power: undefined,
      approvalId: jointly.approvalId,
    };
  }
  const use = { clientId: input.clientId, purposeKey: input.purpose.key };
  const power = await getUsablePower(op, personId, subjectId, use);
  return { officeIds: [power.officeId], mandateId: power.mandateId, power, approvalId: null };
}

async function replace(
  op: Operation,
  key: Parameters<typeof lockCurrent>[1],
  row: Parameters<typeof insertConsent>[1],
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const earlier = await lockCurrent(op, key);
    if (earlier && earlier.expires_at <= op.at)
      await endOne(op, toConsent(earlier), { at: earlier.expires_at, reason: 'expired', by: null });
    else if (earlier)
      await endConsent(op, earlier.id, { ended_at: op.at, end_reason: 'replaced', ended_by: null });
    if (await insertConsent(op, row)) return;
  }
  throw new Fault('conflict', 'consent.changed_meanwhile');
}
