import { Fault } from '../errors.ts';
import { type Person, parsePassword } from '../identity/index.ts';
import { latinDigits } from '../text.ts';
import { isCommon, plainForm } from './first-guesses.ts';

/** What others know of a person, as far as it is known when a password is chosen. */
export type Particulars = Pick<Person, 'identifier' | 'name' | 'birthDate' | 'mobile'>;

/** So few letters and digits beside one's own name are no password. */
const LEAST_REST = 6;

/**
 * What a new password must be: long enough, not what everyone tries first, not made of one's own particulars. No
 * rules of composition.
 * @throws identity.password_short, identity.password_long, factors.password_common, factors.password_yours
 */
export function parseNewPassword(password: string, person: Particulars): string {
  parsePassword(password);
  if (isCommon(password)) throw new Fault('bad_input', 'factors.password_common');
  if (isOwn(password, person)) throw new Fault('bad_input', 'factors.password_yours');
  return password;
}

function isOwn(password: string, person: Particulars): boolean {
  const plain = plainForm(password);
  const digits = plain.replace(/\D/g, '');
  const numbers = [person.identifier, person.mobile?.slice(-10)].filter(number => number !== undefined);
  if (numbers.some(number => digits.includes(number))) return true;
  let rest = plain.replace(/[^\p{L}\p{N}]/gu, '');
  const full = rest.length;
  for (const word of wordsOf(person)) rest = rest.replaceAll(word, '');
  return rest.length < full && rest.length < LEAST_REST;
}

/** Names in both languages, days and year of birth in both calendars; the longest first. */
function wordsOf({ name, birthDate }: Particulars): string[] {
  const names = [name.fa, name.en].flatMap(text => plainForm(text).split(/[^\p{L}]+/u));
  return [...names, ...datesOf(birthDate)]
    .filter(word => word.length >= 3)
    .sort((a, b) => b.length - a.length);
}

const jalali = new Intl.DateTimeFormat('en-US-u-ca-persian-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

function datesOf(birthDate: string): string[] {
  const parts = Object.fromEntries(
    jalali
      .formatToParts(new Date(`${birthDate}T12:00:00Z`))
      .map(({ type, value }) => [type, latinDigits(value)]),
  );
  const solar = [parts.year ?? parts.relatedYear ?? '', parts.month ?? '', parts.day ?? ''];
  return [birthDate.split('-'), solar].flatMap(([year = '', month = '', day = '']) => [
    year + month + day,
    day + month + year,
    year.slice(2) + month + day,
    year,
  ]);
}
