import type { Lang } from '../i18n/index.ts';
import type { Operation } from '../operation.ts';
import { isCurrent } from './covers.ts';
import { type ConsentRow, selectConsent, selectConsents, selectCurrent } from './store.ts';

export type EndReason = NonNullable<ConsentRow['end_reason']>;

export interface Consent {
  readonly id: string;
  /** Who said yes, and whose fields: a person's or an entity's id. */
  readonly personId: string;
  readonly subjectId: string;
  readonly clientId: string;
  /** The version of the purpose that was shown, and the purpose across its versions. */
  readonly purposeId: string;
  readonly purposeKey: string;
  readonly fields: readonly string[];
  readonly textLang: Lang;
  readonly givenAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  readonly endReason: EndReason | null;
  /** Who withdrew it; null when it was the system, or nobody. */
  readonly endedBy: string | null;
  /** What the fields meant: `key@version` of the catalogue. */
  readonly meanings: readonly string[];
  /** What the yes rests on, where it was given for an entity. */
  readonly officeIds: readonly string[];
  readonly mandateId: string | null;
  /** The joint approval by which it was given, and all who signed that. */
  readonly approvalId: string | null;
  readonly signatories: readonly string[];
}

/** What a consent is looked up by: there is at most one that holds. */
export interface ConsentKey {
  readonly personId: string;
  readonly subjectId: string;
  readonly clientId: string;
  readonly purposeKey: string;
}

/** An id may come from an address: what is no id is of no consent. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function toConsent(row: ConsentRow): Consent {
  return {
    id: row.id,
    personId: row.person_id,
    subjectId: row.subject_id,
    clientId: row.client_id,
    purposeId: row.purpose_id,
    purposeKey: row.purpose_key,
    fields: row.fields,
    textLang: row.text_lang,
    givenAt: row.given_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
    endedBy: row.ended_by,
    meanings: row.meanings,
    officeIds: row.office_ids,
    mandateId: row.mandate_id,
    approvalId: row.approval_id,
    signatories: row.signatories ?? [row.person_id],
  };
}

/** The consent that holds now. */
export async function findCurrentConsent(op: Operation, key: ConsentKey): Promise<Consent | undefined> {
  const row = await selectCurrent(op, key);
  const consent = row && toConsent(row);
  return consent && isCurrent(consent, op.at) ? consent : undefined;
}

export async function findConsent(op: Operation, id: string): Promise<Consent | undefined> {
  if (!UUID.test(id)) return undefined;
  const row = await selectConsent(op, id);
  return row && toConsent(row);
}

/** Consents that a person gave, or that anyone gave for these subjects; newest first, ended ones too. */
export async function listConsents(
  op: Operation,
  filter: {
    readonly personId?: string;
    readonly subjectIds?: readonly string[];
    readonly limit?: number;
  },
): Promise<Consent[]> {
  const rows = await selectConsents(op, filter.personId, filter.subjectIds ?? [], filter.limit ?? 200);
  return rows.map(toConsent);
}
