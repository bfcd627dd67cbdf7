import { hash } from 'node:crypto';
import type { Json } from '../registries/index.ts';

/** The same text for the same value, in whatever order its properties came. */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.keys(value)
    .sort()
    .map(key => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${entries.join(',')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Short name of a value: who has seen the value learns nothing from it, and it changes when the value does. */
export function versionOf(status: string, value: Json): string {
  return hash('sha256', `${status} ${canonical(value)}`, 'base64url').slice(0, 12);
}
