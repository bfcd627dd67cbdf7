import { hash } from 'node:crypto';
import { Fault } from '../errors.ts';
import type { FieldEnvelope } from '../profile/index.ts';

/** What a client has already: everything up to a moment, or the version of an earlier answer; '' is nothing. */
export type Since = { readonly time: Date } | { readonly version: string };

type Fields = Readonly<Record<string, FieldEnvelope>>;

const MARK = 6;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;

/** One mark for the fields that there are, and one for each: a day without a time is no version. */
const VERSION = /^(?:[\w-]{6})+$/;

/** By how much the clock of a client may run ahead. */
const CLOCK_MS = 60_000;

/** @throws release.since_malformed, also of a time that is still to come */
export function readSince(text: string, now: Date): Since {
  if (text === '0') return { version: '' };
  if (ISO.test(text) && Date.parse(text) <= now.getTime() + CLOCK_MS) return { time: new Date(text) };
  if (text.length <= 1300 && VERSION.test(text)) return { version: text };
  throw new Fault('bad_input', 'release.since_malformed');
}

/** What an answer says, as one short text: which fields they are, and a mark for what each of them says. */
export function versionOfAnswer(fields: Fields): string {
  const keys = Object.keys(fields).sort();
  return mark(keys.join()) + keys.map(key => mark(says(key, fields[key]))).join('');
}

/** Refetching what is the same is no change; becoming stale or disputed is one. */
function says(key: string, field: FieldEnvelope | undefined): string {
  return `${key} ${field?.status} ${field?.v} ${field?.stale}`;
}

const mark = (text: string) => hash('sha256', text, 'base64url').slice(0, MARK);

/**
 * Splits an answer in what is new to the client and what it has. A derived field does not tell when it changed, so
 * asked by time it always counts as new.
 * @param disputes when a field was last disputed, or disputed no longer: its envelope does not tell
 */
export function splitSince(
  fields: Fields,
  since: Since,
  disputes: Readonly<Record<string, string>> = {},
): { changed: Fields; unchanged: string[] } {
  const keys = Object.keys(fields).sort();
  const known = new Set(
    'time' in since
      ? keys.filter(key => isOlder(fields[key], since.time) && !isAfter(disputes[key], since.time))
      : sameMarks(keys, fields, since.version),
  );
  const changed = Object.fromEntries(Object.entries(fields).filter(([key]) => !known.has(key)));
  return { changed, unchanged: keys.filter(key => known.has(key)) };
}

function isOlder(field: FieldEnvelope | undefined, time: Date): boolean {
  const changedAt = field?.changed_at;
  return field?.stale === false && typeof changedAt === 'string' && !isAfter(changedAt, time);
}

const isAfter = (moment: string | undefined, time: Date) =>
  moment !== undefined && Date.parse(moment) > time.getTime();

function sameMarks(keys: readonly string[], fields: Fields, version: string): string[] {
  if (version.slice(0, MARK) !== mark(keys.join())) return [];
  return keys.filter(
    (key, at) => version.slice(MARK * (at + 1), MARK * (at + 2)) === mark(says(key, fields[key])),
  );
}
