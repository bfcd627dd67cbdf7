import { createHash } from 'node:crypto';
import { getClient, type Purpose } from '../clients/index.ts';
import { getEntity } from '../entities/index.ts';
import type { Both, Lang } from '../i18n/index.ts';
import type { Operation } from '../operation.ts';
import { type FieldEnvelope, fieldApplies, readFields } from '../profile/index.ts';
import { unwrapKey } from '../vault/index.ts';
import type { ApprovalRow } from './store.ts';

/** What every signatory has before his eyes, in whichever of the two languages he reads. */
export interface ApprovalDocument {
  readonly subject: {
    readonly type: 'legal_entity' | 'self';
    readonly id: string;
    readonly name: Both | null;
  };
  readonly client: { readonly id: string; readonly name: Both };
  readonly purpose: Pick<
    Purpose,
    'id' | 'key' | 'version' | 'name' | 'text' | 'retention' | 'basis' | 'law' | 'consentDays'
  >;
  readonly values: Readonly<Record<string, FieldEnvelope>>;
}

/** Kind of text under the key of the subject. */
const WHAT = 'approval';

/** The document as it would be shown now: no registry is asked here. */
export async function documentOf(
  op: Operation,
  about: {
    readonly subjectId: string;
    readonly subjectType: 'legal_entity' | 'self';
    readonly clientId: string;
    readonly purpose: Purpose;
  },
): Promise<ApprovalDocument> {
  const { id, key, version, name, text, retention, basis, law, consentDays, fields } = about.purpose;
  const self = about.subjectType === 'self';
  const entity = self ? undefined : await getEntity(op, about.subjectId);
  const keys = fields.filter(field => fieldApplies(field, self ? 'person' : 'entity'));
  return {
    subject: { type: about.subjectType, id: entity?.legalId ?? 'self', name: entity?.name ?? null },
    client: { id: about.clientId, name: (await getClient(op, about.clientId)).name },
    purpose: { id, key, version, name, text, retention, basis, law, consentDays },
    values: keys.length > 0 ? await readFields(op, about.subjectId, keys) : {},
  };
}

/**
 * SHA-256 over the text in both languages and each field with its value: what all signatories sign is the same, and
 * anybody who holds the document can reckon it again. When and by whom a value was fetched is no part of it.
 */
export function hashOf({ subject, client, purpose, values }: ApprovalDocument): Buffer {
  const fields = Object.keys(values)
    .sort()
    .map(key => [key, values[key]?.status, values[key]?.value]);
  return createHash('sha256')
    .update(sorted({ version: 1, subject, client, purpose, fields }))
    .digest();
}

/** JSON with its keys in one order. */
export function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

/** Every sentence of it in one language, for the record of the permission; the values stand apart. */
export function textOf({ subject, client, purpose }: ApprovalDocument, lang: Lang): string {
  const { law } = purpose;
  const about = [subject.name?.[lang], subject.id, client.name[lang], purpose.name[lang], purpose.text[lang]];
  const basis = [
    law.title[lang],
    law.body[lang],
    law.number,
    law.date,
    law.articles,
    purpose.retention[lang],
  ];
  return [...about, ...basis].filter(Boolean).join('\n');
}

export function sealDocument(
  key: { seal(what: string, value: unknown): Buffer },
  document: ApprovalDocument,
): Buffer {
  return key.seal(WHAT, document);
}

/** What was shown; undefined when the key of the subject is gone. */
export function openDocument(op: Operation, row: ApprovalRow): ApprovalDocument | undefined {
  if (!row.wrapped_key) return undefined;
  return unwrapKey(op.system.keys, row.subject_id, row.wrapped_key).open<ApprovalDocument>(WHAT, row.sealed);
}
