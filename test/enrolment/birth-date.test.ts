import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBirthDate } from '../../src/enrolment/index.ts';
import { isoOfJalali } from '../../src/registries/index.ts';
import { persianDigits } from '../../src/text.ts';

test.each([
  ['1372/5/17'],
  ['۱۳۷۲/۰۵/۱۷'],
  ['١٣٧٢-٥-١٧'],
  ['۱۷ مرداد ۱۳۷۲'],
  ['17 امرداد 1372'],
  ['۱۳۷۲ مرداد ۱۷'],
  ['13720517'],
  ['17/5/1372'],
  ['  \u200f۱۳۷۲ . ۵ . ۱۷ '],
  ['1993-08-08'],
  ['8 August 1993'],
  ['August 8, 1993'],
  ['8 aug 1993'],
  ['08.08.1993'],
  ['۸ اوت ۱۹۹۳'],
])('«%s» is the eighth of August 1993', text => {
  expect(readBirthDate(text)).toBe('1993-08-08');
});

test.each([
  [''],
  ['72/5/17'],
  ['1372/13/1'],
  ['1372/7/31'],
  ['1403/12/31'],
  ['1993-02-29'],
  ['1372/5'],
  ['1372/5/17/1'],
  ['1372/مرداد/مرداد'],
  ['0993-08-08'],
  ['1700/1/1'],
  ['2993-08-08'],
  ['1372/5/1e1'],
  ['1372/-5/17x'],
  ['1'.repeat(5000)],
])('«%s» is no day that can be read', text => {
  expect(readBirthDate(text)).toBeUndefined();
});

describe('whatever is typed', () => {
  test('a Jalali day is read back from every form and digit script', () => {
    const day = fc.record({
      year: fc.integer({ min: 1300, max: 1404 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 29 }),
    });
    fc.assert(
      fc.property(day, fc.constantFrom('/', '-', ' ', '.'), fc.boolean(), (at, sign, persian) => {
        const text = [at.year, at.month, at.day].join(sign);
        const reversed = [at.day, at.month, at.year].join(sign);
        const written = persian ? persianDigits : (one: string) => one;
        const iso = isoOfJalali(at);
        expect(iso).toBeDefined();
        expect([readBirthDate(written(text)), readBirthDate(written(reversed))]).toEqual([iso, iso]);
      }),
    );
  });

  test('nothing throws, and what is read is a day', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        expect(readBirthDate(text) ?? '2000-01-01').toMatch(/^\d{4}-\d\d-\d\d$/);
      }),
    );
  });
});
