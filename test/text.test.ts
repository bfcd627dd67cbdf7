import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  comparable,
  identifierDigits,
  latinDigits,
  persianDigits,
  persianLetters,
  spelling,
} from '../src/text.ts';

const digits = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 })
  .map(list => list.join(''));
const arabicDigits = (text: string) =>
  text.replace(/\d/g, digit => String.fromCharCode(0x0660 + Number(digit)));

describe('digits', () => {
  test('of every script are the same number', () => {
    fc.assert(
      fc.property(digits, text => {
        expect(latinDigits(persianDigits(text))).toBe(text);
        expect(latinDigits(arabicDigits(text))).toBe(text);
      }),
    );
  });

  test('and nothing but digits is changed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const without = text.replace(/[۰-۹٠-٩]/g, '');
        expect(latinDigits(without)).toBe(without);
      }),
    );
  });

  test('of an identifier are found among spaces, dashes, dots and direction marks', () => {
    const noise = fc.constantFrom(
      ' ',
      '-',
      '‐',
      '–',
      '.',
      '/',
      '_',
      '\u200c',
      '\u200f',
      '\u202a',
      '\ufeff',
      '',
    );
    const script = fc.constantFrom(persianDigits, arabicDigits, (text: string) => text);
    fc.assert(
      fc.property(
        digits,
        script,
        fc.array(noise, { minLength: 21, maxLength: 21 }),
        (text, write, between) => {
          const typed = [...text].map((digit, at) => write(digit) + (between[at] ?? '')).join('');
          expect(identifierDigits(typed)).toBe(text);
        },
      ),
    );
  });

  test('an identifier with a letter in it, without a digit, or longer than a line is none', () => {
    for (const text of ['', '   ', '-', '12a4', '۱۲الف', '1'.repeat(65), '0x12', '１２３', '1\n2\n<'])
      expect(identifierDigits(text)).toBeUndefined();
  });

  test('whatever is typed, the answer comes at once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff), { maxLength: 200 }), codes => {
        const text = String.fromCharCode(...codes);
        const found = identifierDigits(text);
        expect(found === undefined || /^[0-9]+$/.test(found)).toBe(true);
      }),
    );
  });
});

describe('the form in which names are compared', () => {
  test('is the same from an Arabic keyboard, with half-spaces, with marks, with two spaces', () => {
    expect(comparable('كاظمي')).toBe(comparable('کاظمی'));
    expect(comparable('تهرانی\u200cنژاد')).toBe(comparable('تهرانی  نژاد'));
    expect(comparable('مُحَمَّد')).toBe(comparable('محمد'));
    expect(comparable('خانهٔ ما')).toBe(comparable('خانه ما'));
    expect(comparable('خانۀ ما')).toBe(comparable('خانه ما'));
    expect(comparable('أحمد')).toBe(comparable('احمد'));
    expect(comparable('مؤمنی')).toBe(comparable('مومنی'));
    expect(comparable('شـــرکت')).toBe(comparable('شرکت'));
    expect(comparable('Arvand FOODS ۱۲')).toBe('arvand foods 12');
  });

  test('is a normal form: taken twice it is the same', () => {
    const signs = fc.constantFrom(
      ...'یيىكکئؤأإآٱةۀهٔ۱۲٣٤ aAZ\u200c\u200f\u0640\u064b-'.split(''),
      'ﷲ',
      'ﻻ',
      '①',
    );
    const typed = fc.oneof(
      fc.array(signs).map(list => list.join('')),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(typed, text => {
        const once = comparable(text);
        expect(comparable(once)).toBe(once);
        expect(once).not.toMatch(/[يكۀة\u200c\u0640]|^\s|\s$|\s\s/);
      }),
      { numRuns: 1_000 },
    );
  });

  test('keeps different names apart', () => {
    expect(comparable('رضا')).not.toBe(comparable('رضایی'));
    expect(comparable('علی پور')).not.toBe(comparable('علیپور'));
  });
});

test('letters become Persian for reading, and spelling stays', () => {
  expect(persianLetters('كريمي')).toBe('کریمی');
  expect(persianLetters('مؤسسهٔ ملی\u200c')).toBe('مؤسسهٔ ملی\u200c');
});

describe('the spelling in which words are kept', () => {
  test('has Persian letters, single spaces, and half-spaces only inside words', () => {
    expect(spelling(' كتاب\u200c\u200cخانه\u200c  ملي\u200f\n')).toBe('کتاب\u200cخانه ملی');
  });

  test('is its own spelling', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), text => {
        expect(spelling(spelling(text))).toBe(spelling(text));
      }),
    );
  });
});
