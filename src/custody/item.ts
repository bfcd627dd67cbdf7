/** One item as a custodian writes it: about whom, in which version, and what. Pure. */
import { dayInIran, isDay } from '../calendar.ts';
import { Fault, isFault } from '../errors.ts';
import { type LegalId, type PersonId, parsePersonId, readLegalId } from '../identifiers.ts';
import { fieldApplies, findField, mayAnswerFor, sayable } from '../profile/index.ts';
import type { FieldFact } from '../registries/index.ts';

export type Subject =
  | { readonly kind: 'person'; readonly id: PersonId }
  | { readonly kind: 'entity'; readonly id: LegalId };

export interface Item {
  /** As its sender names it: sent again, it does nothing again. */
  readonly key: string;
  readonly subject: Subject;
  /** Counts up with each change of these fields of this subject. */
  readonly version: number;
  readonly fields: Readonly<Record<string, FieldFact>>;
}

/** Why an item was not taken; the others of the same request are. */
export interface Refusal {
  readonly code: `custody.${string}`;
  readonly field?: string;
}

const LONGEST_KEY = 100;
const MOST_FIELDS = 60;
/** No fact began before it; what looks older is a Jalali day that was not converted. */
const FIRST_DAY = '1900-01-01';

/** @returns the item, or the first thing that is wrong with it */
export function readItem(written: unknown, registry: string, at: Date): Item | Refusal {
  if (!isRecord(written)) return { code: 'custody.item_malformed' };
  const { key, subject: about, version, fields: said } = written;
  if (typeof key !== 'string' || key === '' || key.length > LONGEST_KEY)
    return { code: 'custody.key_malformed' };
  const subject = readSubject(about);
  if (!subject) return { code: 'custody.subject_malformed' };
  if (!Number.isSafeInteger(version) || Number(version) < 1) return { code: 'custody.version_malformed' };
  const entries = isRecord(said) ? Object.entries(said) : [];
  if (entries.length === 0 || entries.length > MOST_FIELDS) return { code: 'custody.item_malformed' };
  const context = { registry, kind: subject.kind, today: dayInIran(at) };
  const fields: Record<string, FieldFact> = {};
  for (const [field, value] of entries) {
    const fact = readFact(context, field, value);
    if ('code' in fact) return fact;
    fields[field] = fact;
  }
  return { key, subject, version: Number(version), fields };
}

function readSubject(about: unknown): Subject | undefined {
  const { type, id } = isRecord(about) ? about : {};
  if (typeof id !== 'string' || id.length > 40) return undefined;
  if (type === 'legal_entity') {
    const legalId = readLegalId(id);
    return legalId && { kind: 'entity', id: legalId };
  }
  if (type !== 'person') return undefined;
  try {
    return { kind: 'person', id: parsePersonId(id) };
  } catch (error) {
    if (!isFault(error)) throw error;
    return undefined;
  }
}

interface Context {
  readonly registry: string;
  readonly kind: Subject['kind'];
  readonly today: string;
}

function readFact({ registry, kind, today }: Context, key: string, said: unknown): FieldFact | Refusal {
  const field = findField(key);
  if (!field || field.asked !== undefined) return { code: 'custody.unknown_field' };
  if (!mayAnswerFor(registry, key)) return { code: 'custody.not_your_field', field: key };
  if (!fieldApplies(key, kind)) return { code: 'custody.not_applicable', field: key };
  if (!isRecord(said)) return { code: 'custody.value_malformed', field: key };
  const { status = 'present', value, record = null, valid_from: validFrom = null } = said;
  if (status === 'absent' || status === 'not_applicable') return { status };
  if (status !== 'present' || !isRecordNumber(record) || !isBeginning(validFrom))
    return { code: 'custody.value_malformed', field: key };
  // What is kept is served as what holds now.
  if (validFrom !== null && validFrom > today) return { code: 'custody.not_yet_valid', field: key };
  try {
    const kept = sayable(field, value);
    const original = typeof value === 'string' && value !== kept ? { original: value } : {};
    return { status, value: kept, record, validFrom, ...original };
  } catch (error) {
    // A value of thousands of levels is too deep for whoever walks through it.
    if (error instanceof Fault || error instanceof RangeError)
      return { code: 'custody.value_malformed', field: key };
    throw error;
  }
}

const isRecordNumber = (record: unknown): record is string | null =>
  record === null || (typeof record === 'string' && record.length <= 60);

const isBeginning = (day: unknown): day is string | null => day === null || (isDay(day) && day >= FIRST_DAY);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
