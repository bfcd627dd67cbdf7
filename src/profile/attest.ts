import type { Json } from '../registries/index.ts';
import { comparable } from '../text.ts';

/**
 * Whether what a registry knows bears out what was said: the same words in whatever letters; of a list every entry;
 * of a composed value every part that the registry knows.
 */
export function attests(said: Json, known: Json): boolean {
  if (typeof said === 'string' && typeof known === 'string') return comparable(said) === comparable(known);
  if (isList(said) && isList(known))
    return said.length > 0 && said.every(one => known.some(other => attests(one, other)));
  if (isRecord(said) && isRecord(known)) {
    const parts = Object.entries(known);
    return parts.length > 0 && parts.every(([name, value]) => attests(said[name] ?? null, value));
  }
  return said === known && said !== null;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
