import { parsePostalCode, readIban } from '../identifiers.ts';
import { latinDigits, spelling } from '../text.ts';
import type { FieldFact, Json } from './index.ts';
import { parseJalali } from './jalali.ts';

/** Something in an answer that is not what the registry's description promises. Names the place, not the value. */
export class Garbage extends Error {}

/** A record as a registry writes it: nothing is believed before it was read by the functions below. */
export type Row = Readonly<Record<string, unknown>>;

export function row(value: unknown): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Garbage('not an object');
  return value as Row;
}

/** Rows of a list; missing or null is the empty list. */
export function rows(from: Row, name: string, most = 500): Row[] {
  const value = from[name] ?? [];
  if (!Array.isArray(value) || value.length > most) throw new Garbage(name);
  return value.map(row);
}

/** Text in the normal form of letters and spaces. Missing, null and empty are undefined; halves of signs are no text. */
export function textIf(from: Row, name: string, most = 8000): string | undefined {
  const value = from[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || value.length > most) throw new Garbage(name);
  if (!value.isWellFormed() || value.includes('\0')) throw new Garbage(name);
  return spelling(value) || undefined;
}

export function text(from: Row, name: string, most = 8000): string {
  return needed(textIf(from, name, most), name);
}

/**
 * Digits of a number that is kept as text (amounts, codes); commas and other scripts are forgiven. A JSON number so large
 * that reading it has changed it is not.
 */
export function digitsIf(from: Row, name: string, pattern = /^[0-9]{1,26}$/): string | undefined {
  const value = from[name];
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Garbage(name);
  const written = typeof value === 'number' ? String(value) : textIf(from, name, 64);
  if (written === undefined) return undefined;
  const digits = latinDigits(written).replace(/[,٬\s]/g, '');
  if (!pattern.test(digits)) throw new Garbage(name);
  return digits;
}

export function digits(from: Row, name: string, pattern?: RegExp): string {
  return needed(digitsIf(from, name, pattern), name);
}

/** A Jalali day ("1392/07/14", any script) as an ISO day. */
export function dayIf(from: Row, name: string): string | undefined {
  const written = textIf(from, name, 10);
  return written === undefined ? undefined : needed(parseJalali(latinDigits(written)), name);
}

export function day(from: Row, name: string): string {
  return needed(dayIf(from, name), name);
}

export function countIf(from: Row, name: string): number | undefined {
  const value = from[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new Garbage(name);
  return value;
}

export function flag(from: Row, name: string): boolean {
  const value = from[name];
  if (typeof value !== 'boolean') throw new Garbage(name);
  return value;
}

/** A code of the registry as our word for it. */
export function coded<T>(from: Row, name: string, words: Readonly<Record<string, T>>): T {
  const value = from[name];
  const code = typeof value === 'number' ? String(value) : value;
  if (typeof code !== 'string' || !Object.hasOwn(words, code)) throw new Garbage(name);
  return words[code] as T;
}

/** A number of any kind, between bounds. */
export function numberIf(from: Row, name: string, least: number, most: number): number | undefined {
  const value = from[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !(value >= least && value <= most)) throw new Garbage(name);
  return value;
}

/** A postal code by its own rule, not only ten digits. */
export function postalCodeIf(from: Row, name: string): string | undefined {
  const written = digitsIf(from, name, /^\d{10}$/);
  try {
    return written && parsePostalCode(written);
  } catch {
    throw new Garbage(name);
  }
}

export function postalCode(from: Row, name: string): string {
  return needed(postalCodeIf(from, name), name);
}

/** An Iranian IBAN whose check digits are right. */
export function iban(from: Row, name: string): string {
  return needed(readIban(text(from, name, 40)), name);
}

/** The answer is about the one that was asked about. Another's record must never be stored under this one. */
export function about(from: Row, name: string, asked: string): void {
  const value = from[name];
  if (typeof value !== 'string' || latinDigits(value).trim() !== asked) throw new Garbage(name);
}

function needed<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Garbage(name);
  return value;
}

/** Drops what is undefined, so that an object holds only what is known. */
export function known(value: Readonly<Record<string, Json | undefined>>): Json {
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}

export const absent: FieldFact = { status: 'absent' };
export const notApplicable: FieldFact = { status: 'not_applicable' };

/** A list of records, each read by our names for its parts. */
export function records(
  from: Row,
  name: string,
  read: (one: Row) => Readonly<Record<string, Json | undefined>>,
): FieldFact {
  return fact(rows(from, name).map(one => known(read(one))));
}

/** The same answer for several fields: there is none, or there cannot be one. */
export function allOf(answer: FieldFact, keys: readonly string[]): Record<string, FieldFact> {
  return Object.fromEntries(keys.map(key => [key, answer]));
}

/** A text that the registry vouches for, with its own spelling where ours differs. */
export function textFact(
  from: Row,
  name: string,
  provenance: Parameters<typeof fact>[1] = {},
  most?: number,
): FieldFact {
  const value = textIf(from, name, most);
  const found = fact(value, provenance);
  const written = from[name];
  return found.status === 'present' && typeof written === 'string' && written !== value
    ? { ...found, original: written }
    : found;
}

/** A value that the registry vouches for; undefined or an empty list: it says that there is none. */
export function fact(
  value: Json | undefined,
  provenance: { record?: string | undefined; validFrom?: string | undefined } = {},
): FieldFact {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return absent;
  return {
    status: 'present',
    value,
    record: provenance.record ?? null,
    validFrom: provenance.validFrom ?? null,
  };
}
