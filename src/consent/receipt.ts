import { createHash, randomBytes } from 'node:crypto';
import { signRecord } from '../audit/index.ts';
import { getClient, type Purpose } from '../clients/index.ts';
import { findEntity } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import type { Lang } from '../i18n/index.ts';
import type { Power } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import { type FieldEnvelope, fieldLabel } from '../profile/index.ts';
import { openSubject, openSubjects } from '../vault/index.ts';
import { type Consent, findConsent } from './consent.ts';
import { type ConsentRecord, eventsOf, recordOf } from './record.ts';
import { insertReceipt, selectReceipt } from './store.ts';
import { isHis } from './withdraw.ts';

/** What one page put before the person. */
export interface ShownText {
  /** Every sentence of it, in its language; the values stand apart. */
  readonly text: string;
  readonly values: readonly ShownValue[];
  /** The text names the person, although it is given for an entity: then it goes with the person's key. */
  readonly namesPerson?: boolean;
}

export interface ShownValue {
  readonly key: string;
  readonly label: string;
  readonly status: string;
  readonly value: unknown;
  /** Version of the value, as a release names it. */
  readonly v: string | null;
  /** Who vouched for it, when it was fetched, and whether that was said to be stale; not on the oldest receipts. */
  readonly class?: FieldEnvelope['class'];
  readonly fetched_at?: string | null;
  readonly stale?: boolean;
}

/** What is kept of the values of a page. Pure. */
export function shownValues(lang: Lang, fields: Readonly<Record<string, FieldEnvelope>>): ShownValue[] {
  return Object.entries(fields).map(([key, { status, value, v, class: by, fetched_at, stale }]) => ({
    key,
    label: fieldLabel(key, lang),
    status,
    value,
    v,
    class: by,
    fetched_at,
    stale,
  }));
}

/** By what somebody could say yes. */
export interface Proof {
  readonly officeIds: readonly string[];
  readonly mandateId: string | null;
  readonly power: Power | undefined;
  /** The approval that several signed. */
  readonly approvalId: string | null;
}

/** What one downloads: the record as it was signed at the yes, and what became of it, signed now. */
export interface Receipt {
  readonly record: ConsentRecord;
  /** JWS (ES256, typ consent-record+jwt): `record`, signed at the moment of the yes. */
  readonly signed_record: string;
  /** JWS (typ consent-state+jwt): the events up to now, bound to the record by its SHA-256. */
  readonly signed_state: string;
  readonly events: ReturnType<typeof eventsOf>;
  /** The values that the page showed; only for whom they were shown to. */
  readonly values: readonly ShownValue[] | null;
  /** Base64url of what the record's `values_digest` is the SHA-256 of. */
  readonly values_disclosure: string | null;
  /** Where the public keys stand, for good. */
  readonly keys: string;
}

const RECORD = 'consent record';
const VALUES = 'consent values';
const RECORD_TYP = 'consent-record+jwt';
const STATE_TYP = 'consent-state+jwt';

/** Signs the record of a consent that was just given, and keeps it: in the transaction of the yes. */
export async function keepReceipt(
  op: Operation,
  consent: Consent,
  purpose: Purpose,
  proof: Proof,
  shown: ShownText | undefined,
): Promise<void> {
  const lang = consent.textLang;
  const text = shown?.text ?? [purpose.name[lang], purpose.text[lang], purpose.retention[lang]].join('\n');
  const disclosure = shown && discloseValues(shown.values);
  const payload = recordOf(op.system, consent, {
    purpose,
    client: await getClient(op, consent.clientId),
    entity: consent.subjectId === consent.personId ? undefined : await findEntity(op, consent.subjectId),
    proof,
    text,
    valuesDigest: disclosure === undefined ? null : digest(disclosure),
  });
  const keys = await openSubjects(op, [consent.subjectId, consent.personId]);
  const owner = shown?.namesPerson ? consent.personId : consent.subjectId;
  const ofSubject = keys.get(owner);
  const ofPerson = keys.get(consent.personId);
  if (!ofSubject || !ofPerson) throw new Fault('gone', 'vault.shredded');
  await insertReceipt(op, {
    consent_id: consent.id,
    subject_id: owner,
    person_id: consent.personId,
    sealed: ofSubject.seal(RECORD, await signRecord(op, payload, RECORD_TYP)),
    sealed_values: disclosure === undefined ? null : ofPerson.seal(VALUES, disclosure),
  });
}

/** As in SD-JWT: salted, so that nobody finds a value by trying. */
function discloseValues(values: readonly ShownValue[]): string {
  const salt = randomBytes(16).toString('base64url');
  return Buffer.from(JSON.stringify({ salt, values })).toString('base64url');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/**
 * The signed record of a consent, with what became of it. For whoever gave it or may act for whom it is about.
 * @throws consent.not_found; consent.no_record for one that was given before records were signed; vault.shredded
 */
export async function consentReceipt(op: Operation, id: string): Promise<Receipt> {
  const consent = await findConsent(op, id);
  if (!consent || !(await isHis(op, consent))) throw new Fault('not_found', 'consent.not_found');
  const row = await selectReceipt(op, consent.id);
  if (!row) throw new Fault('not_found', 'consent.no_record');
  const signed = (await openSubject(op, row.subject_id)).open<string>(RECORD, row.sealed);
  const own = op.actor.kind === 'person' && op.actor.personId === consent.personId;
  const disclosure =
    own && row.sealed_values
      ? (await openSubject(op, row.person_id)).open<string>(VALUES, row.sealed_values)
      : null;
  const events = eventsOf(consent, op.at);
  return {
    record: payloadOf<ConsentRecord>(signed),
    signed_record: signed,
    signed_state: await signRecord(
      op,
      {
        iss: op.system.config.issuer,
        iat: Math.floor(op.at.getTime() / 1000),
        record_id: consent.id,
        record_digest: digest(signed),
        event: events,
      },
      STATE_TYP,
    ),
    events,
    values: disclosure === null ? null : valuesIn(disclosure),
    values_disclosure: disclosure,
    keys: `${op.system.config.issuer}/.well-known/yekbar-record-keys.json`,
  };
}

/** Read, not verified: it comes out of our own sealed store. */
function payloadOf<T>(jws: string): T {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as T;
}

function valuesIn(disclosure: string): readonly ShownValue[] {
  return (JSON.parse(Buffer.from(disclosure, 'base64url').toString()) as { values: ShownValue[] }).values;
}
