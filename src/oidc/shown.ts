import { createHash } from 'node:crypto';
import { getPerson, personKnownAs } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import { type FieldEnvelope, findField, readFields } from '../profile/index.ts';
import type { Chosen } from './grants.ts';
import { NAME_FIELD, PHONE_FIELD } from './plan.ts';

/** The exact values that a consent page shows, by key. */
export type Shown = Readonly<Record<string, FieldEnvelope>>;

/** Reads what is known now; no registry is asked here. */
export async function readShown(
  op: Operation,
  personId: string,
  chosen: Pick<Chosen, 'subjectId'>,
  keys: readonly string[],
): Promise<Shown> {
  const own = keys.filter(key => key === NAME_FIELD || key === PHONE_FIELD);
  const others = keys.filter(key => !own.includes(key));
  const fields = others.length > 0 ? await readFields(op, chosen.subjectId, others) : {};
  if (own.length === 0) return fields;
  const person = await getPerson(op, personId);
  const values = { [NAME_FIELD]: personKnownAs(person, 'fa'), [PHONE_FIELD]: person.mobile };
  const about = own.map((key): [string, FieldEnvelope] => [key, ownEnvelope(key, values[key] ?? null)]);
  return { ...fields, ...Object.fromEntries(about) };
}

/** Name and mobile as the account holds them since they were matched at enrolment. */
function ownEnvelope(key: string, value: string | null): FieldEnvelope {
  const field = findField(key);
  return {
    value,
    status: value === null ? 'absent' : 'present',
    class: 'verified',
    source: field?.registry ? { registry: field.registry, custodian: '', record: null } : null,
    valid_from: null,
    changed_at: null,
    fetched_at: null,
    fresh_until: null,
    stale: false,
    v: null,
  };
}

/**
 * SHA-256 over what was put before the person: purpose and version, language, and each field with its value. Kept
 * with the consent, and compared when the answer comes: nobody allows what he did not see.
 */
export function hashShown(
  page: { readonly purposeId: string | undefined; readonly subjectId: string; readonly lang: string },
  shown: Shown,
): Buffer {
  const fields = Object.keys(shown)
    .sort()
    .map(key => [key, shown[key]?.status, shown[key]?.value]);
  return createHash('sha256')
    .update(JSON.stringify([page.purposeId ?? null, page.subjectId, page.lang, fields]))
    .digest();
}
