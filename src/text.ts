/**
 * One normal form for what people type: Persian and Arabic digits and letters, half-spaces, dashes.
 * Every comparison and every hash of an identifier goes through here first.
 */

const PERSIAN_ZERO = 0x06f0;
const ARABIC_ZERO = 0x0660;

/** Persian (۰) and Arabic (٠) digits become Latin ones; everything else stays. */
export function latinDigits(text: string): string {
  return text.replace(/[۰-۹٠-٩]/g, digit => {
    const code = digit.charCodeAt(0);
    return String(code - (code >= PERSIAN_ZERO ? PERSIAN_ZERO : ARABIC_ZERO));
  });
}

/** Whether it can be the id of a row. Anything else asked of a column of ids is an error of the database. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** The database takes no NUL in a text, and no half of a character in JSON. */
export function isWhole(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** What JSON.parse calls for each name and value. @throws SyntaxError where one is no whole text */
export function wholeOnly(name: string, value: unknown): unknown {
  if (!isWhole(name) || (typeof value === 'string' && !isWhole(value)))
    throw new SyntaxError('no whole text');
  return value;
}

/** Of JSON that holds whole texts only. @throws SyntaxError */
export function parseWhole(text: string): unknown {
  return JSON.parse(text, wholeOnly);
}

/** Latin digits become Persian ones, for reading only. */
export function persianDigits(text: string): string {
  return text.replace(/[0-9]/g, digit => String.fromCharCode(PERSIAN_ZERO + Number(digit)));
}

/**
 * The digits of an identifier: any script, with spaces, dashes, dots and direction marks between them.
 * @returns the digits, or undefined when anything else is in the text or it is longer than 64 characters
 */
export function identifierDigits(text: string): string | undefined {
  if (text.length > 64) return undefined;
  const digits = latinDigits(text).replace(
    /[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\-‐-―_./]/g,
    '',
  );
  return /^[0-9]+$/.test(digits) ? digits : undefined;
}

/**
 * The form in which names and words are compared: Arabic ye and kaf become Persian, half-spaces become
 * spaces, marks and repeated spaces go, digits become Latin. Not for display: the original is kept.
 */
export function comparable(text: string): string {
  return latinDigits(text.normalize('NFKC'))
    .replace(/[يىئ]/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[ةۀ]/g, 'ه')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/ؤ/g, 'و')
    .replace(/[\u064b-\u065f\u0670\u0640\u0654]/g, '')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/**
 * The form in which words are kept and shown: Persian letters, one space between words, half-spaces only inside a
 * word and one at a time, no control signs and no direction marks. Whoever keeps a text keeps the original beside it
 * where this changes anything.
 */
export function spelling(text: string): string {
  return persianLetters(text.normalize('NFC'))
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\u200b\u200d]/g, '')
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[\u00ac\u00ad\u200c]+/g, '\u200c')
    .replace(/\u200c*\s+\u200c*/g, ' ')
    .replace(/^[\s\u200c]+|[\s\u200c]+$/g, '');
}

/** Persian letters where an Arabic keyboard wrote ye and kaf; spelling and half-spaces are kept. */
export function persianLetters(text: string): string {
  return text.replace(/[يى]/g, 'ی').replace(/ك/g, 'ک');
}
