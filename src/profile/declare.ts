import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import type { Json } from '../registries/index.ts';
import { persianLetters } from '../text.ts';
import { findField, subjectOf } from './catalogue/index.ts';
import { changeProfile } from './change.ts';
import { declared } from './merge.ts';
import { fitsType } from './schema.ts';

const LONGEST = 16_000;

/**
 * Keeps what a person says of himself or of his company. Only fields that no registry vouches for.
 * @throws profile.unknown_field, profile.not_yours_to_say, profile.value_malformed, profile.not_applicable
 */
export async function declareValue(
  op: Operation,
  subjectId: string,
  key: string,
  value: unknown,
): Promise<void> {
  const field = findField(key);
  if (!field) throw new Fault('not_found', 'profile.unknown_field');
  if (field.class !== 'self_declared')
    throw new Fault('forbidden', 'profile.not_yours_to_say', { field: key });
  const said = tidy(value);
  if (said === undefined || JSON.stringify(said).length > LONGEST || !fitsType(field, said))
    throw new Fault('bad_input', 'profile.value_malformed', { field: key });
  const kind = subjectOf(key) === 'entity' ? 'entity' : 'person';
  await changeProfile(
    op,
    subjectId,
    stored => {
      if (stored.kind !== undefined && stored.kind !== kind)
        throw new Fault('bad_input', 'profile.not_applicable', { field: key });
      return declared(stored, kind, key, said, op.at);
    },
    op => record(op, { kind: 'profile.declared', subjectId, data: { fields: [key] } }),
  );
}

/** Plain JSON with Persian letters, without control signs and spaces around texts; undefined when it is no JSON value. */
function tidy(value: unknown): Json | undefined {
  if (typeof value === 'string') {
    return persianLetters(value.normalize('NFC'))
      .replace(/\p{Cc}+/gu, ' ')
      .trim();
  }
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return value as Json;
  if (Array.isArray(value)) {
    const items = value.map(tidy);
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  if (typeof value !== 'object' || value === undefined) return undefined;
  const entries = Object.entries(value as object).map(([key, part]) => [key, tidy(part)] as const);
  return entries.some(([, part]) => part === undefined)
    ? undefined
    : (Object.fromEntries(entries) as Record<string, Json>);
}
