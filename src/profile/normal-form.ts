import { readIban, readPhone } from '../identifiers.ts';
import type { Json } from '../registries/index.ts';
import { identifierDigits, latinDigits, spelling } from '../text.ts';
import type { JsonSchema } from './catalogue/field.ts';

/**
 * The normal form of what a person says, by the schema of its field: words in one spelling, and numbers, codes and
 * addresses in the form that the pattern wants, from any digits, with spaces, dashes or a country code. What fits no
 * form stays as it is and is refused by the schema.
 * @returns undefined when it is no JSON value at all
 */
export function normalForm(value: unknown, schema: JsonSchema): Json | undefined {
  if (typeof value === 'string') return normalText(spelling(value), schema);
  if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return value as Json;
  if (Array.isArray(value)) {
    const items = value.map(item => normalForm(item, (schema.items ?? {}) as JsonSchema));
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  if (typeof value !== 'object' || value === undefined) return undefined;
  const properties = (schema.properties ?? {}) as Readonly<Record<string, JsonSchema>>;
  const parts = Object.entries(value as object).map(
    ([key, part]) =>
      [key, normalForm(part, Object.hasOwn(properties, key) ? (properties[key] ?? {}) : {})] as const,
  );
  return parts.some(([, part]) => part === undefined) ? undefined : (Object.fromEntries(parts) as Json);
}

function normalText(text: string, schema: JsonSchema): string {
  if (typeof schema.pattern !== 'string') return schema.format === 'email' ? text.toLowerCase() : text;
  const pattern = new RegExp(schema.pattern, 'u');
  return forms(text).find(form => form !== undefined && pattern.test(form)) ?? text;
}

const forms = (text: string): (string | undefined)[] => [
  text,
  latinDigits(text),
  identifierDigits(text),
  readIban(text),
  readPhone(text),
  latinDigits(text)
    .replace(/[\s\u200c-]/g, '')
    .toUpperCase(),
];
