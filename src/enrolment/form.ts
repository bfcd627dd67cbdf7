import { Fault, isFault } from '../errors.ts';
import { parseMobile, parsePersonId } from '../identifiers.ts';
import type { Operation } from '../operation.ts';
import { persianLetters } from '../text.ts';
import { readBirthDate } from './birth-date.ts';
import type { Claimed } from './enrol.ts';

/** What was typed, by the names of the fields. */
export type Typed<Name extends string> = Readonly<Record<Name, string>>;
export type Faults<Name extends string> = Readonly<Partial<Record<Name, Fault>>>;
export type EnrolField = 'national_id' | 'birth_date' | 'given_name' | 'family_name' | 'mobile';
export type RecoverField = 'national_id' | 'birth_date';

type Parsed<T, Name extends string> =
  | { readonly value: T; readonly faults?: undefined }
  | { readonly faults: Faults<Name> };

/** Reads every field before it complains, so that all that is wrong is said at once. */
export function parseEnrolForm(op: Operation, typed: Typed<EnrolField>): Parsed<Claimed, EnrolField> {
  const faults: Partial<Record<EnrolField, Fault>> = {};
  const read = reader(faults);
  const value = {
    identifier: read('national_id', () => parsePersonId(typed.national_id)),
    birthDate: read('birth_date', () => parseBirthDate(op, typed.birth_date)),
    givenName: read('given_name', () => parseName(typed.given_name)),
    familyName: read('family_name', () => parseName(typed.family_name)),
    mobile: read('mobile', () => parseMobile(typed.mobile)),
  };
  return Object.keys(faults).length > 0 ? { faults } : { value: value as Claimed };
}

export function parseRecoverForm(
  op: Operation,
  typed: Typed<RecoverField>,
): Parsed<Pick<Claimed, 'identifier' | 'birthDate'>, RecoverField> {
  const faults: Partial<Record<RecoverField, Fault>> = {};
  const read = reader(faults);
  const value = {
    identifier: read('national_id', () => parsePersonId(typed.national_id)),
    birthDate: read('birth_date', () => parseBirthDate(op, typed.birth_date)),
  };
  return Object.keys(faults).length > 0
    ? { faults }
    : { value: value as Pick<Claimed, 'identifier' | 'birthDate'> };
}

function reader<Name extends string>(faults: Partial<Record<Name, Fault>>) {
  return <T>(name: Name, parse: () => T): T | undefined => {
    try {
      return parse();
    } catch (error) {
      if (!isFault(error)) throw error;
      faults[name] = error;
      return undefined;
    }
  };
}

function parseBirthDate(op: Operation, text: string): string {
  const day = readBirthDate(text);
  if (!day || day > op.at.toISOString().slice(0, 10))
    throw new Fault('bad_input', 'enrolment.birth_date_malformed');
  return day;
}

const LONGEST_NAME = 80;

/** Letters of any script, with what stands between the parts of a name; Persian letters where a keyboard is Arabic. */
function parseName(text: string): string {
  const name = persianLetters(text.normalize('NFC')).replace(/\s+/g, ' ').trim();
  if (name.length > LONGEST_NAME || !/^[\p{L}\p{M}\u200c '’.-]*\p{L}[\p{L}\p{M}\u200c '’.-]*$/u.test(name))
    throw new Fault('bad_input', 'enrolment.name_malformed');
  return name;
}
