import { readFileSync } from 'node:fs';
import { readNationalId } from '../identifiers.ts';
import { latinDigits, persianLetters } from '../text.ts';
import { otherKeyboard, runs } from './keyboard.ts';

const common = new Set(
  readFileSync(new URL('./common-passwords.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter(line => line && !line.startsWith('#')),
);

/** So many signs around a word that everyone tries do not make it a good password. */
const MOST_AROUND = 8;
const FEWEST_DIFFERENT = 5;
const LONGEST_UNIT = 5;

/** One form of what is typed on any keyboard, in any digits, in capitals or not, with or without half-spaces. */
export function plainForm(password: string): string {
  return persianLetters(latinDigits(password.normalize('NFKC')))
    .toLowerCase()
    .replace(/[\u200b-\u200f\u0640\u064b-\u0652]/g, '');
}

/** Whether everyone would try this first: a known breached one, a word with a year behind it, keys in a row. */
export function isCommon(password: string): boolean {
  const plain = plainForm(password);
  const forms = [plain, ...otherKeyboard(plain)];
  return isMonotonous(plain) || isOfficialNumber(plain) || [...forms, ...forms.map(unmasked)].some(isKnown);
}

function isKnown(text: string): boolean {
  const word = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return common.has(text) || (common.has(word) && text.length - word.length <= MOST_AROUND);
}

const MASKS: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

/** "p@ssw0rd" for "password": the signs that stand for letters inside a word, not those behind it. */
function unmasked(text: string): string {
  return text.replace(/(?<=\p{L}.*)[@4310!$57](?=.*\p{L})/gu, sign => MASKS[sign] ?? sign);
}

function isMonotonous(text: string): boolean {
  if (new Set(text).size < FEWEST_DIFFERENT) return true;
  for (let unit = 1; unit <= LONGEST_UNIT; unit++)
    if (
      text
        .slice(0, unit)
        .repeat(Math.ceil(text.length / unit))
        .startsWith(text)
    )
      return true;
  return runs.some(run => isPartOf(run, text) || isPartOf([...run].reverse().join(''), text));
}

/** A row that begins again when it ends counts as one. */
function isPartOf(run: string, text: string): boolean {
  return run.repeat(Math.ceil(text.length / run.length) + 1).includes(text);
}

/** National IDs and mobile numbers are known to many offices: as passwords they are guessed in order. */
function isOfficialNumber(text: string): boolean {
  return readNationalId(text) !== undefined || /^(\+?98|0098|0)?9\d{9}$/.test(text.replace(/[\s-]/g, ''));
}
