import {
  doubted,
  type FieldFact,
  type FieldFacts,
  isOutdated,
  type Json,
  type KeptEdition,
} from '../registries/index.ts';
import { attests } from './attest.ts';
import { findField } from './catalogue/index.ts';
import type { Awaited, StoredProfile, StoredValue } from './value.ts';
import { versionOf } from './version.ts';

/**
 * What is known after registries answered, or did not. An answer that is older than what is stored changes nothing, by
 * the moment at which it was asked for (two fillings may overtake each other) and by the edition of the record.
 * @param at as of when the answers are
 * @param knownAt when they came: what changes is seen to change then
 */
export function merge(
  stored: StoredProfile,
  kind: 'person' | 'entity',
  answers: readonly FieldFacts[],
  silent: readonly string[],
  at: Date,
  knownAt: Date = at,
): StoredProfile {
  const fetchedAt = at.toISOString();
  const moments = { fetchedAt, knownAt: knownAt.toISOString() };
  const values: Record<string, StoredValue> = { ...stored.values };
  const down: Record<string, string> = { ...stored.down };
  const editions: Record<string, KeptEdition> = { ...stored.editions };
  for (const answer of answers) {
    const { registry, fields, edition } = answer;
    const kept = editions[registry];
    const overtaken = isOvertaken(stored, answer, fetchedAt);
    if (kept && isOutdated(kept, edition, at)) {
      // Asked for earlier than what is known, it was right then. Else a copy answered that lags behind: as good as none.
      if (overtaken) continue;
      editions[registry] = doubted(kept, at);
      down[registry] ??= fetchedAt;
      continue;
    }
    delete down[registry];
    // An answer without a number (a custodian's push) says nothing about which edition counts.
    if (!overtaken && edition !== undefined) editions[registry] = { edition };
    for (const [key, fact] of Object.entries(fields)) {
      const before = values[key];
      const own = findField(key)?.registry === null;
      const next = own ? attestedFact(fact, before, registry, moments) : storedFact(fact, before, moments);
      if (next && (own || !before || before.fetchedAt <= fetchedAt)) values[key] = next;
    }
  }
  for (const registry of silent) down[registry] ??= fetchedAt;
  const news = answers.length > 0 || silent.some(registry => stored.down[registry] === undefined);
  if (!news) return stored;
  const { editions: _, ...rest } = stored;
  return { ...rest, kind, values, down, ...(Object.keys(editions).length > 0 && { editions }) };
}

function isOvertaken({ values }: StoredProfile, { fields }: FieldFacts, fetchedAt: string): boolean {
  return Object.keys(fields).some(key => (values[key]?.fetchedAt ?? '') > fetchedAt);
}

/** With the questions that these registries have taken. */
export function awaiting(stored: StoredProfile, taken: Readonly<Record<string, Awaited>>): StoredProfile {
  return Object.keys(taken).length > 0 ? { ...stored, awaited: { ...stored.awaited, ...taken } } : stored;
}

/** Nothing is waited for from this registry any more. */
export function settled(stored: StoredProfile, registry: string): StoredProfile {
  if (!stored.awaited?.[registry]) return stored;
  const { [registry]: _, ...awaited } = stored.awaited;
  const { awaited: __, ...rest } = stored;
  return Object.keys(awaited).length > 0 ? { ...rest, awaited } : rest;
}

/** A value that the person says himself. */
export function declared(
  stored: StoredProfile,
  kind: 'person' | 'entity',
  key: string,
  said: { readonly value: Json; readonly original?: string; readonly by?: string },
  at: Date,
): StoredProfile {
  const { value, original, by } = said;
  const fact: FieldFact = {
    status: 'present',
    value,
    record: null,
    validFrom: null,
    ...(original === undefined ? {} : { original }),
  };
  const now = at.toISOString();
  const next = storedFact(fact, stored.values[key], { fetchedAt: now, knownAt: now });
  return {
    ...stored,
    kind,
    values: { ...stored.values, [key]: by === undefined ? next : { ...next, saidBy: by } },
  };
}

/** Without what the person said himself of this field; the same object when he said nothing. */
export function undeclared(stored: StoredProfile, key: string): StoredProfile {
  if (stored.values[key] === undefined) return stored;
  const { [key]: _, ...values } = stored.values;
  return { ...stored, values };
}

/**
 * What a registry says of a field that people say themselves: it raises what was said to verified, or answers where
 * nobody has said anything. It never takes the place of another word; it takes its yes back when it says otherwise.
 */
function attestedFact(
  fact: FieldFact,
  before: StoredValue | undefined,
  registry: string,
  moments: Moments,
): StoredValue | undefined {
  if (fact.status !== 'present') return undefined;
  const { fetchedAt } = moments;
  const attested = { registry, record: fact.record, at: fetchedAt };
  if (!before || (before.attested?.registry === registry && before.saidBy === undefined))
    return { ...storedFact(fact, before, moments), attested };
  if (attests(before.value, fact.value)) return { ...before, fetchedAt, attested };
  const { attested: _, ...word } = before;
  return word;
}

/** As of when an answer is, and when it came. */
interface Moments {
  readonly fetchedAt: string;
  readonly knownAt: string;
}

function storedFact(
  fact: FieldFact,
  before: StoredValue | undefined,
  { fetchedAt, knownAt }: Moments,
): StoredValue {
  const value = fact.status === 'present' ? fact.value : null;
  const v = versionOf(fact.status, value);
  const original = fact.status === 'present' ? fact.original : undefined;
  return {
    status: fact.status,
    value,
    record: fact.status === 'present' ? fact.record : null,
    validFrom: fact.status === 'present' ? fact.validFrom : null,
    changedAt: before?.v === v ? before.changedAt : knownAt,
    fetchedAt,
    v,
    ...(original === undefined ? {} : { original }),
  };
}
