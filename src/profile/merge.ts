import type { FieldFact, FieldFacts, Json } from '../registries/index.ts';
import type { StoredProfile, StoredValue } from './value.ts';
import { versionOf } from './version.ts';

/**
 * What is known after registries answered, or did not. An answer that is older than what is stored changes nothing:
 * two fillings may overtake each other.
 */
export function merge(
  stored: StoredProfile,
  kind: 'person' | 'entity',
  answers: readonly FieldFacts[],
  silent: readonly string[],
  at: Date,
): StoredProfile {
  const fetchedAt = at.toISOString();
  const values: Record<string, StoredValue> = { ...stored.values };
  const down: Record<string, string> = { ...stored.down };
  for (const { registry, fields } of answers) {
    delete down[registry];
    for (const [key, fact] of Object.entries(fields)) {
      const before = values[key];
      if (!before || before.fetchedAt <= fetchedAt) values[key] = storedFact(fact, before, fetchedAt);
    }
  }
  for (const registry of silent) down[registry] ??= fetchedAt;
  const news = answers.length > 0 || silent.some(registry => stored.down[registry] === undefined);
  return news ? { ...stored, kind, values, down } : stored;
}

/** A value that the person says himself. */
export function declared(
  stored: StoredProfile,
  kind: 'person' | 'entity',
  key: string,
  value: Json,
  at: Date,
): StoredProfile {
  const fact: FieldFact = { status: 'present', value, record: null, validFrom: null };
  const saidAt = at.toISOString();
  return {
    ...stored,
    kind,
    values: { ...stored.values, [key]: storedFact(fact, stored.values[key], saidAt) },
  };
}

/** Without what the person said himself of this field; the same object when he said nothing. */
export function undeclared(stored: StoredProfile, key: string): StoredProfile {
  if (stored.values[key] === undefined) return stored;
  const { [key]: _, ...values } = stored.values;
  return { ...stored, values };
}

function storedFact(fact: FieldFact, before: StoredValue | undefined, fetchedAt: string): StoredValue {
  const value = fact.status === 'present' ? fact.value : null;
  const v = versionOf(fact.status, value);
  return {
    status: fact.status,
    value,
    record: fact.status === 'present' ? fact.record : null,
    validFrom: fact.status === 'present' ? fact.validFrom : null,
    changedAt: before?.v === v ? before.changedAt : fetchedAt,
    fetchedAt,
    v,
  };
}
