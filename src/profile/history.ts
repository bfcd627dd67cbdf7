/**
 * History of values, by two times: when a value held (as its register says) and when it was known here. Pure. The
 * current values stand in the profile; this file reads them together with what they replaced.
 */
import { dayInIran } from '../calendar.ts';
import type { StoredProfile, StoredValue } from './value.ts';

/** Why a value took the place of another: who said so. */
export type Why =
  | { readonly kind: 'registry' | 'push' | 'correction'; readonly registry: string }
  | { readonly kind: 'declared'; readonly by: string | null };

/** One value that was replaced, as the sealed history keeps it. */
export interface Replaced {
  readonly key: string;
  readonly was: StoredValue;
  /** Version of the value that took its place. */
  readonly v: string;
  readonly why: Why;
}

/** Values that were replaced together. */
export interface Change {
  readonly knownAt: Date;
  readonly replaced: readonly Replaced[];
}

/** One version of a value: what it was, from when it was known, until when, and why it took its place. */
export interface Version {
  readonly value: StoredValue;
  readonly knownFrom: Date;
  /** undefined: it is what is known now. */
  readonly knownUntil: Date | undefined;
  /** undefined: it replaced nothing. */
  readonly why: Why | undefined;
}

/** What is replaced when `next` takes the place of `stored`; a value that was only fetched again is not. */
export function replacedBetween(
  stored: StoredProfile,
  next: StoredProfile,
  why: (key: string) => Why,
): Replaced[] {
  return Object.entries(stored.values).flatMap(([key, was]): Replaced[] => {
    const is = next.values[key];
    return is === undefined || isSame(was, is) ? [] : [{ key, was, v: is.v, why: why(key) }];
  });
}

function isSame(a: StoredValue, b: StoredValue): boolean {
  return (
    a.v === b.v &&
    a.validFrom === b.validFrom &&
    a.saidBy === b.saidBy &&
    a.attested?.registry === b.attested?.registry
  );
}

/** Every version of one value, the oldest first. */
export function versionsOf(key: string, stored: StoredProfile, changes: readonly Change[]): Version[] {
  const versions: Version[] = [];
  let why: Why | undefined;
  let since: Date | undefined;
  for (const { knownAt, replaced } of changes) {
    const one = replaced.find(entry => entry.key === key);
    if (!one) continue;
    versions.push({
      value: one.was,
      knownFrom: since ?? new Date(one.was.changedAt),
      knownUntil: knownAt,
      why,
    });
    why = one.why;
    since = knownAt;
  }
  const current = stored.values[key];
  if (current)
    versions.push({
      value: current,
      knownFrom: since ?? new Date(current.changedAt),
      knownUntil: undefined,
      why,
    });
  return versions;
}

/**
 * The version that held at `validAt`, as far as it was known at `knownAt`: what was learnt last counts, back to the
 * day from which it holds; before that day the version that stood before it. A value whose register names no day
 * holds from the moment it became known.
 */
export function versionAsOf(
  versions: readonly Version[],
  { validAt, knownAt }: { readonly validAt: Date; readonly knownAt: Date },
): Version | undefined {
  const day = dayInIran(validAt);
  return versions
    .filter(({ knownFrom }) => knownFrom <= knownAt)
    .findLast(({ value, knownFrom }) =>
      value.validFrom === null ? knownFrom <= validAt : value.validFrom <= day,
    );
}
