import { getRegistry, type Json } from '../registries/index.ts';
import type { Field, FieldClass } from './catalogue/field.ts';
import { findField } from './catalogue/index.ts';
import { type Rule, rules } from './derived.ts';
import type { StoredProfile, StoredValue } from './value.ts';
import { versionOf } from './version.ts';

/** A field as it is handed out: the contract's object. Moments are ISO texts. */
export type FieldEnvelope = {
  readonly value: Json;
  readonly status: 'present' | 'absent' | 'not_applicable' | 'source_down' | 'withheld' | 'disputed';
  readonly class: FieldClass;
  readonly source: {
    readonly registry: string;
    readonly custodian: string;
    readonly record: string | null;
    /** Of a derived field: its rule and version, and the dates of what it follows from; never those values. */
    readonly rule?: string;
    readonly inputs?: readonly {
      readonly field: string;
      readonly registry: string | null;
      readonly fetched_at: string;
    }[];
  } | null;
  readonly valid_from: string | null;
  readonly changed_at: string | null;
  readonly fetched_at: string | null;
  readonly fresh_until: string | null;
  readonly stale: boolean;
  readonly v: string | null;
  /** Where the register has taken the question and answers later: when it was asked, and until when it will answer. */
  readonly awaited?: { readonly asked_at: string; readonly expected_by: string };
};

const DAY = 86_400_000;

export interface Until {
  readonly fetchedAt: string;
  readonly text: string;
  readonly ms: number;
}

/** The fields of one blob were mostly fetched at the same moments: the last answer for each number of days. */
const lastUntil = new Map<number, Until>();

/** The moment from which a value counts as stale. */
export function untilOf(fetchedAt: string, freshDays: number): Until {
  const last = lastUntil.get(freshDays);
  if (last?.fetchedAt === fetchedAt) return last;
  const ms = Date.parse(fetchedAt) + freshDays * DAY;
  const until = { fetchedAt, ms, text: new Date(ms).toISOString() };
  lastUntil.set(freshDays, until);
  return until;
}

/**
 * One field of a subject as of `at`. Pure: what is stored and the moment decide.
 * Never known and a registry's: source_down, whether the registry was down or was not asked yet.
 * @throws Error on a key that the catalogue does not have
 */
export function envelopeOf(key: string, stored: StoredProfile, at: Date): FieldEnvelope {
  const field = findField(key);
  if (!field) throw new Error(`${key} is not in the catalogue`);
  const rule = rules[field.asked === undefined ? key : entryKey(key)];
  return rule ? derivedEnvelope(field, rule, stored, at) : storedEnvelope(field, stored, at);
}

function storedEnvelope(field: Field, stored: StoredProfile, at: Date): FieldEnvelope {
  const known = stored.values[field.key];
  if (!known) return { ...unknownEnvelope(field), ...awaitedFor(field, stored, at) };
  const until = untilOf(known.fetchedAt, field.freshDays);
  const stale = isStale(field, until, stored, at);
  return {
    value: known.status === 'present' ? known.value : null,
    status: stored.disputed?.[field.key] ? 'disputed' : known.status,
    class: known.attested ? 'verified' : field.class,
    source: known.attested
      ? { ...registrySource(known.attested.registry), record: known.attested.record }
      : sourceOf(field, known.record),
    valid_from: known.validFrom,
    changed_at: known.changedAt,
    fetched_at: known.fetchedAt,
    fresh_until: until.text,
    stale,
    v: known.v,
    ...(stale ? awaitedFor(field, stored, at) : {}),
  };
}

/** Only until the moment that the register named: after it the answer is late, and nothing is promised. */
function awaitedFor(field: Field, { awaited }: StoredProfile, at: Date): Pick<FieldEnvelope, 'awaited'> {
  const taken = field.registry === null ? undefined : awaited?.[field.registry];
  if (!taken || Date.parse(taken.expectedBy) < at.getTime()) return {};
  return { awaited: { asked_at: taken.askedAt, expected_by: taken.expectedBy } };
}

/** Past its moment, or its registry was down when it was last asked. */
export function isStale(field: Field, until: Until, stored: Pick<StoredProfile, 'down'>, at: Date): boolean {
  return until.ms <= at.getTime() || (field.registry !== null && stored.down[field.registry] !== undefined);
}

function unknownEnvelope(field: Field): FieldEnvelope {
  const own = field.registry === null;
  return {
    value: null,
    status: own ? 'absent' : 'source_down',
    class: field.class,
    source: sourceOf(field, null),
    valid_from: null,
    changed_at: null,
    fetched_at: null,
    fresh_until: null,
    stale: !own,
    v: null,
  };
}

/**
 * As old as its oldest input and never fresher than any. When an input changed is not told: it may change while the
 * answer stays, and then it is nobody's business.
 */
function derivedEnvelope(field: Field, rule: Rule, stored: StoredProfile, at: Date): FieldEnvelope {
  const inputs: Record<string, Json> = {};
  const sources: NonNullable<NonNullable<FieldEnvelope['source']>['inputs']>[number][] = [];
  let fetchedAt: string | undefined;
  let until: Until | undefined;
  let stale = false;
  let missing: StoredValue['status'] | undefined;
  let applies = false;
  for (const key of field.inputs ?? []) {
    const input = findField(key);
    const known = stored.values[key];
    if (!input || !known) return unknownEnvelope(field);
    if (known.status === 'present') inputs[key] = known.value;
    else missing = missing === 'not_applicable' ? missing : known.status;
    applies ||= known.status !== 'not_applicable';
    const inputUntil = untilOf(known.fetchedAt, Math.min(input.freshDays, field.freshDays));
    if (fetchedAt === undefined || known.fetchedAt < fetchedAt) fetchedAt = known.fetchedAt;
    if (until === undefined || inputUntil.ms < until.ms) until = inputUntil;
    stale ||= isStale(input, inputUntil, stored, at);
    sources.push({ field: key, registry: input.registry, fetched_at: known.fetchedAt });
  }
  const value = applies ? rule(inputs, at, field.asked ?? '') : undefined;
  const status = value === undefined ? (missing ?? 'absent') : 'present';
  const disputed = isDisputed(field, stored);
  const source = sourceOf(field, null);
  return {
    value: value ?? null,
    status: disputed ? 'disputed' : status,
    class: field.class,
    source: source && { ...source, rule: ruleName(field), inputs: sources },
    valid_from: null,
    changed_at: null,
    fetched_at: fetchedAt ?? null,
    fresh_until: until?.text ?? null,
    stale,
    v: versionOf(status, value ?? null),
  };
}

/** What follows from a disputed value is disputed with it. */
function isDisputed(field: Field, { disputed }: StoredProfile): boolean {
  return disputed !== undefined && [field.key, ...(field.inputs ?? [])].some(key => disputed[key]);
}

const entryKey = (key: string): string => key.slice(0, key.indexOf(':'));

/** "entity.seat_in_province/1": by which rule a derived value was found. */
export function ruleName(field: Field): string {
  const key = field.asked === undefined ? field.key : entryKey(field.key);
  return `${key}/${field.ruleVersion ?? 1}`;
}

function sourceOf(field: Field, record: string | null): FieldEnvelope['source'] {
  if (field.registry === null) return null;
  return { ...registrySource(field.registry), record };
}

function registrySource(registry: string): { registry: string; custodian: string } {
  return { registry, custodian: getRegistry(registry).custodian.fa };
}
