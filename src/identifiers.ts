import { Fault } from './errors.ts';
import { identifierDigits, latinDigits } from './text.ts';

/** Identifiers are branded: only the parsers below make them, so a value of the type has been checked. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Ten digits, the last one a check digit modulo 11; ten equal digits are refused. */
export type NationalId = Branded<'NationalId'>;
/** Foreign-national code (kod-e faragir): 9 to 16 digits, today 12; no public check digit. */
export type ForeignId = Branded<'ForeignId'>;
/** Eleven digits with a check digit: the national identifier of legal entities. */
export type LegalId = Branded<'LegalId'>;
/** Ten digits, without 0 in the first five and without 5 at the fifth place. */
export type PostalCode = Branded<'PostalCode'>;
/** E.164 of an Iranian mobile: +989xxxxxxxxx. */
export type Mobile = Branded<'Mobile'>;
/** International bank account number of an Iranian bank: IR, two check digits, 22 digits. */
export type Iban = Branded<'Iban'>;
/** How a natural person is known: a citizen by national ID, others by foreign-national code. */
export type PersonId = NationalId | ForeignId;

/** @throws identity.national_id_malformed */
export function parseNationalId(text: string): NationalId {
  const id = readNationalId(text);
  if (!id) throw new Fault('bad_input', 'identity.national_id_malformed');
  return id;
}

/** The same without throwing. */
export function readNationalId(text: string): NationalId | undefined {
  const digits = identifierDigits(text);
  if (digits?.length !== 10 || /^(\d)\1{9}$/.test(digits)) return undefined;
  return nationalCheckDigit(digits) === Number(digits[9]) ? (digits as NationalId) : undefined;
}

/** Weights 10 to 2, modulo 11; a remainder of two and more counts down from eleven. */
function nationalCheckDigit(digits: string): number {
  let sum = 0;
  for (let at = 0; at < 9; at += 1) sum += Number(digits[at]) * (10 - at);
  const rest = sum % 11;
  return rest < 2 ? rest : 11 - rest;
}

/** A national ID, else a foreign-national code. @throws identity.national_id_malformed */
export function parsePersonId(text: string): PersonId {
  const digits = identifierDigits(text);
  if (digits && digits.length >= 11 && digits.length <= 16) return digits as ForeignId;
  return parseNationalId(text);
}

export function readPersonId(text: string): PersonId | undefined {
  try {
    return parsePersonId(text);
  } catch {
    return undefined;
  }
}

/** @throws entities.legal_id_malformed */
export function parseLegalId(text: string): LegalId {
  const id = readLegalId(text);
  if (!id) throw new Fault('bad_input', 'entities.legal_id_malformed');
  return id;
}

export function readLegalId(text: string): LegalId | undefined {
  const digits = identifierDigits(text);
  if (digits?.length !== 11 || /^(\d)\1{10}$/.test(digits)) return undefined;
  return legalCheckDigit(digits) === Number(digits[10]) ? (digits as LegalId) : undefined;
}

const LEGAL_WEIGHTS = [29, 27, 23, 19, 17, 29, 27, 23, 19, 17];

/**
 * The eleventh digit of a legal-entity ID, from the first ten. Ours, because the library refuses every ID with
 * zeros in places 4 to 9, which the rule of the register does not.
 */
export function legalCheckDigit(digits: string): number {
  const shift = Number(digits[9]) + 2;
  const sum = LEGAL_WEIGHTS.reduce((total, weight, at) => total + (Number(digits[at]) + shift) * weight, 0);
  return (sum % 11) % 10;
}

/** @throws profile.postal_code_malformed */
export function parsePostalCode(text: string): PostalCode {
  const digits = identifierDigits(text);
  if (!digits || !/^[1-9]{4}[1-46-9][0-9]{5}$/.test(digits))
    throw new Fault('bad_input', 'profile.postal_code_malformed');
  return digits as PostalCode;
}

/**
 * The check of ISO 7064 (MOD 97-10), as ISO 13616 uses it for IBANs: the first four signs go to the end, letters
 * become two digits, and the whole number leaves one when it is divided by 97.
 */
export function ibanRemainder(iban: string): number {
  let rest = 0;
  for (const sign of iban.slice(4) + iban.slice(0, 4))
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}

/** An Iranian account number, in any digits, with or without IR, with spaces and dashes; undefined when it is wrong. */
export function readIban(text: string): Iban | undefined {
  if (text.length > 64) return undefined;
  const plain = latinDigits(text)
    .replace(/[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\-_.]/g, '')
    .toUpperCase();
  const iban = /^\d{24}$/.test(plain) ? `IR${plain}` : plain;
  // Check digits of ISO 7064 are 02 to 98; 00, 01 and 99 would pass the division.
  if (!/^IR(0[2-9]|[1-8]\d|9[0-8])\d{22}$/.test(iban)) return undefined;
  return ibanRemainder(iban) === 1 ? (iban as Iban) : undefined;
}

/** A number of a fixed line with its area code (or of any line) as +98…; undefined when it is none. */
export function readPhone(text: string): string | undefined {
  const digits = identifierDigits(latinDigits(text).replace(/^\s*\+/, ''));
  const match = digits && /^(?:0098|98|0)([1-9]\d{4,9})$/.exec(digits);
  return match ? `+98${match[1]}` : undefined;
}

/** Accepts 09…, 9…, 989…, +989… and 00989…. @throws identity.mobile_malformed */
export function parseMobile(text: string): Mobile {
  const digits = identifierDigits(latinDigits(text).replace(/^\s*\+/, ''));
  const match = digits && /^(?:0098|98|0)?(9\d{9})$/.exec(digits);
  if (!match) throw new Fault('bad_input', 'identity.mobile_malformed');
  return `+98${match[1]}` as Mobile;
}
