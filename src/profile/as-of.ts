import type { Operation } from '../operation.ts';
import type { SubjectKey } from '../vault/index.ts';
import { openProfile } from './blob.ts';
import { findField } from './catalogue/index.ts';
import { readChangesOf } from './change.ts';
import { envelopeOf, type FieldEnvelope } from './envelope.ts';
import { type Version, versionAsOf, versionsOf } from './history.ts';
import { readFieldsAsOf } from './read.ts';

/** A field as it was: with the moments between which it was known so. */
export type FieldAsOf = FieldEnvelope & {
  readonly known_from: string | null;
  /** null: it is what is known now. */
  readonly known_until: string | null;
};

/** When the values held, and as far as they were known when. */
interface Times {
  readonly validAt: Date;
  readonly knownAt: Date;
}

/** The fields of one subject, and the keys of those that nobody knew then. */
export interface Past {
  readonly fields: Record<string, FieldAsOf>;
  readonly unknown: string[];
}

/**
 * Fields as they held at one moment, as far as they were known at another; derived ones follow from what their inputs were
 * then. What nobody knew then is listed by key. The caller has asked whether the reader is entitled to the past.
 */
export async function fieldsAsOf(
  op: Operation,
  subjectId: string,
  keys: readonly string[],
  times: Times,
): Promise<Past> {
  return pastOf(keys, await readFieldsAsOf(op, subjectId, neededFor(keys), times), times);
}

/** The same of many subjects whose profiles were read already, by the id of each: one reading of what was replaced. */
export async function fieldsOfManyAsOf(
  op: Operation,
  subjects: readonly {
    readonly key: SubjectKey;
    readonly sealed: Buffer | null;
    readonly keys: readonly string[];
  }[],
  times: Times,
): Promise<ReadonlyMap<string, Past>> {
  const changes = await readChangesOf(
    op,
    subjects.map(({ key }) => key),
  );
  return new Map(
    subjects.map(({ key, sealed, keys }) => {
      const stored = openProfile(key, sealed);
      const versions: Record<string, Version> = {};
      for (const one of neededFor(keys)) {
        const version = versionAsOf(versionsOf(one, stored, changes.get(key.subjectId) ?? []), times);
        if (version) versions[one] = version;
      }
      return [key.subjectId, pastOf(keys, versions, times)];
    }),
  );
}

const inputsOf = (key: string): readonly string[] => findField(key)?.inputs ?? [];
const sourcesOf = (key: string): readonly string[] => (inputsOf(key).length > 0 ? inputsOf(key) : [key]);
const neededFor = (keys: readonly string[]): string[] => [...new Set(keys.flatMap(sourcesOf))];

function pastOf(
  keys: readonly string[],
  versions: Readonly<Record<string, Version>>,
  { validAt }: Times,
): Past {
  const values = Object.fromEntries(Object.entries(versions).map(([key, { value }]) => [key, value]));
  const isKnown = (key: string) => sourcesOf(key).every(one => versions[one] !== undefined);
  const known = keys.filter(isKnown);
  const fields = known.map((key): [string, FieldAsOf] => {
    const envelope = envelopeOf(key, { kind: undefined, values, down: {} }, validAt);
    return [key, { ...envelope, stale: false, ...knownBetween(versions[key]) }];
  });
  return { fields: Object.fromEntries(fields), unknown: keys.filter(key => !isKnown(key)) };
}

/** What follows from others has no past of its own. */
function knownBetween(version: Version | undefined): Pick<FieldAsOf, 'known_from' | 'known_until'> {
  return {
    known_from: version?.knownFrom.toISOString() ?? null,
    known_until: version?.knownUntil?.toISOString() ?? null,
  };
}
