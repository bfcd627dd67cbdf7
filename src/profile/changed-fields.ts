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
    .map(({ key }) => key)
    .filter(key => envelopeOf(key, before, at).v !== envelopeOf(key, next, at).v);
  return [...own, ...derived].sort();
}
