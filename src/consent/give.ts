import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Lang } from '../i18n/index.ts';
import { getUsablePower } from '../mandates/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { type Consent, toConsent } from './consent.ts';
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
}

const DAY_MS = 86_400_000;
/** Two tabs, or a double click, give the same consent at once: each but the last is replaced. */
const ATTEMPTS = 5;

/**
 * Keeps a consent, in place of the earlier one for the same person, subject, client and purpose.
 * @throws consent.beyond_purpose when a field is not one of the purpose; mandates.joint, mandates.ended,
 *   mandates.none when the person may not act for the subject
 */
export async function giveConsent(op: Operation, input: NewConsent): Promise<Consent> {
  const { personId, subjectId, clientId, purpose } = input;
  const fields = [...new Set(input.fields)].sort();
  if (fields.length === 0 || fields.some(field => !purpose.fields.includes(field)))
    throw new Fault('bad_input', 'consent.beyond_purpose');
  return atomically(op, async op => {
    if (subjectId !== personId) await getUsablePower(op, personId, subjectId);
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
    };
    await replace(op, { personId, subjectId, clientId, purposeKey: purpose.key }, row);
    await record(op, {
      kind: 'consent.given',
      personId,
      subjectId,
      clientId,
      data: { consent: row.id, purpose: purpose.key, purpose_id: purpose.id, fields, lang: input.textLang },
    });
    return toConsent(row);
  });
}

async function replace(
  op: Operation,
  key: Parameters<typeof lockCurrent>[1],
  row: Parameters<typeof insertConsent>[1],
): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const earlier = await lockCurrent(op, key);
    if (earlier) {
      const expired = earlier.expires_at <= op.at;
      await endConsent(op, earlier.id, {
        ended_at: expired ? earlier.expires_at : op.at,
        end_reason: expired ? 'expired' : 'replaced',
        ended_by: null,
      });
    }
    if (await insertConsent(op, row)) return;
  }
  throw new Fault('conflict', 'consent.changed_meanwhile');
}
