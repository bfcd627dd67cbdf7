import type { FieldFacts } from '../registries/index.ts';
import { findField } from './catalogue/index.ts';
import { fitsType } from './schema.ts';

/** Each value has the catalogue's shape and is this registry's to say or to attest. */
export function fits(answer: FieldFacts): boolean {
  return Object.entries(answer.fields).every(([key, fact]) => {
    const field = findField(key);
    if (!field || (field.registry ?? field.attestedBy) !== answer.registry) return false;
    return fact.status !== 'present' || fitsType(field, fact.value);
  });
}
