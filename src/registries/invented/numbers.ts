import {
  type ForeignId,
  ibanRemainder,
  type LegalId,
  legalCheckDigit,
  type Mobile,
  type NationalId,
  type PersonId,
  type PostalCode,
  parseLegalId,
  parseMobile,
  parseNationalId,
  parsePersonId,
  parsePostalCode,
} from '../../identifiers.ts';
import { isoOfJalali } from '../jalali.ts';

/** Every invented identifier begins with 999, which no office has ever given out. */
export const PREFIX = '999';
/** The last one would be ten nines, which is no national ID. */
export const MOST_PEOPLE = 999_999;
export const MOST_ENTITIES = 10_000_000;

/** The national ID with number `n`, check digit and all. */
export function nationalIdAt(n: number): NationalId {
  const body = PREFIX + padded(n, 6, MOST_PEOPLE);
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  const rest = sum % 11;
  return parseNationalId(body + (rest < 2 ? rest : 11 - rest));
}

export function legalIdAt(n: number): LegalId {
  const body = PREFIX + padded(n, 7, MOST_ENTITIES);
  return parseLegalId(body + legalCheckDigit(body));
}

/** The number that an invented identifier was made from; undefined when it is none of ours. */
export function numberOf(id: PersonId | LegalId): number | undefined {
  if (!id.startsWith(PREFIX) || (id.length !== 10 && id.length !== 11)) return undefined;
  return Number(id.slice(3, -1));
}

/** Not a number that anybody can have: the operator prefix 0999 9 is unassigned. */
export function mobileAt(n: number): Mobile {
  return parseMobile(`09999${String(n % 1_000_000).padStart(6, '0')}`);
}

/** 9991…: five digits without 0, the fifth not 5. */
export function postalCodeAt(n: number): PostalCode {
  const fifth = '12346789'[n % 8] ?? '1';
  return parsePostalCode(`9991${fifth}${String((n * 7919) % 100_000).padStart(5, '0')}`);
}

/** The bank code 099 is not given out; the check digits are right, so that the check is exercised. */
export function ibanAt(n: number): string {
  const account = `099${String(n).padStart(19, '0')}`;
  const check = 98 - ibanRemainder(`IR00${account}`);
  return `IR${String(check).padStart(2, '0')}${account}`;
}

export const foreignId = (text: string): ForeignId => parsePersonId(text) as ForeignId;

function padded(n: number, length: number, most: number): string {
  if (!Number.isInteger(n) || n < 1 || n >= most) throw new RangeError(`no invented identifier ${n}`);
  return String(n).padStart(length, '0');
}

/** A Jalali day as an ISO day. */
export function jalali(year: number, month: number, day: number): string {
  const iso = isoOfJalali({ year, month, day });
  if (!iso) throw new RangeError(`no day ${year}/${month}/${day}`);
  return iso;
}
