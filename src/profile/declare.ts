import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import type { Json } from '../registries/index.ts';
import type { Field } from './catalogue/field.ts';
import { findField, subjectOf } from './catalogue/index.ts';
import { changeProfile } from './change.ts';
import { declared } from './merge.ts';
import { normalForm } from './normal-form.ts';
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
  const said = sayable(field, value);
  const kind = subjectOf(key) === 'entity' ? 'entity' : 'person';
  const by = op.actor.kind === 'person' ? op.actor.personId : undefined;
  const original = typeof value === 'string' && value !== said ? value : undefined;
  await changeProfile(op, subjectId, {
    change: stored => {
      if (stored.kind !== undefined && stored.kind !== kind)
        throw new Fault('bad_input', 'profile.not_applicable', { field: key });
      const word = { value: said, ...(original === undefined ? {} : { original }), ...(by ? { by } : {}) };
      return declared(stored, kind, key, word, op.at);
    },
    why: () => ({ kind: 'declared', by: by ?? null }),
    after: op => record(op, { kind: 'profile.declared', subjectId, data: { fields: [key] } }),
  });
}

/**
 * The normal form of a value that may be kept as what somebody said.
 * @throws profile.value_malformed
 */
export function sayable(field: Field, value: unknown): Json {
  const said =
    (JSON.stringify(value)?.length ?? LONGEST + 1) > LONGEST ? undefined : normalForm(value, field.type);
  if (said === undefined || said === null || said === '' || !fitsType(field, said))
    throw new Fault('bad_input', 'profile.value_malformed', { field: field.key });
  return said;
}
