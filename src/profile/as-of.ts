import type { Operation } from '../operation.ts';
import { findField } from './catalogue/index.ts';
import { envelopeOf, type FieldEnvelope } from './envelope.ts';
import type { Version } from './history.ts';
import { readFieldsAsOf } from './read.ts';

/** A field as it was: with the moments between which it was known so. */
export type FieldAsOf = FieldEnvelope & {
  readonly known_from: string | null;
  /** null: it is what is known now. */
  readonly known_until: string | null;
};

/**
 * Fields as they held at one moment, as far as they were known at another; derived ones follow from what their inputs were
 * then. What nobody knew then is listed by key. The caller has asked whether the reader is entitled to the past.
 */
export async function fieldsAsOf(
  op: Operation,
  subjectId: string,
  keys: readonly string[],
  times: { readonly validAt: Date; readonly knownAt: Date },
): Promise<{ fields: Record<string, FieldAsOf>; unknown: string[] }> {
  const inputsOf = (key: string) => findField(key)?.inputs ?? [];
  const needed = keys.flatMap(key => (inputsOf(key).length > 0 ? inputsOf(key) : [key]));
  const versions = await readFieldsAsOf(op, subjectId, [...new Set(needed)], times);
  const values = Object.fromEntries(Object.entries(versions).map(([key, { value }]) => [key, value]));
  const isKnown = (key: string) =>
    (inputsOf(key).length > 0 ? inputsOf(key) : [key]).every(one => versions[one] !== undefined);
  const known = keys.filter(isKnown);
  const fields = known.map((key): [string, FieldAsOf] => {
    const envelope = envelopeOf(key, { kind: undefined, values, down: {} }, times.validAt);
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
