import type { Field } from './catalogue/field.ts';
import { catalogue } from './catalogue/index.ts';
import { envelopeOf } from './envelope.ts';
import type { StoredProfile } from './value.ts';

/**
 * Keys whose value is another one in `next`, or is disputed now or no longer; derived fields only where their own
 * answer changed. What is fetched again
 * and says the same is no change, and neither is the first filling of a profile: nobody was told anything before.
 */
export function changedFields(before: StoredProfile, next: StoredProfile, at: Date): string[] {
  if (Object.keys(before.values).length === 0) return [];
  const own = new Set(
    Object.keys(next.values).filter(key => {
      const [old, now] = [before.values[key], next.values[key]];
      return old !== now && (old?.v !== now?.v || old?.status !== now?.status);
    }),
  );
  const [was, is] = [before.disputed ?? {}, next.disputed ?? {}];
  for (const key of [...Object.keys(was), ...Object.keys(is)]) if (!was[key] !== !is[key]) own.add(key);
  if (own.size === 0) return [];
  const derived = catalogue
    .filter(({ inputs }) => inputs?.some(key => own.has(key)))
    .flatMap(field => askableKeys(field, [before, next]))
    .filter(key => envelopeOf(key, before, at).v !== envelopeOf(key, next, at).v);
  return [...own, ...derived].sort();
}

/** The keys under which a field is asked for; of an open list those about which an answer can be another one now. */
function askableKeys({ key, parameter, inputs }: Field, profiles: readonly StoredProfile[]): string[] {
  if (!parameter) return [key];
  const values = parameter.values.length > 0 ? parameter.values : groupsIn(inputs ?? [], profiles);
  return values.map(value => `${key}:${value}`);
}

/** Every beginning of two to four digits of the activity codes. */
function groupsIn(inputs: readonly string[], profiles: readonly StoredProfile[]): string[] {
  const lists = profiles.flatMap(({ values }) => inputs.map(key => values[key]?.value));
  const codes = lists.flatMap(list => (Array.isArray(list) ? list : []) as { code?: unknown }[]);
  const groups = codes.flatMap(({ code }) => [2, 3, 4].map(length => String(code).slice(0, length)));
  return [...new Set(groups)].filter(group => /^[0-9]{2,4}$/.test(group));
}
