import { verifyIranianNationalId } from '@persian-tools/persian-tools';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  legalCheckDigit,
  parseLegalId,
  parseMobile,
  parseNationalId,
  parsePersonId,
  parsePostalCode,
  readIban,
  readLegalId,
  readNationalId,
  readPhone,
} from '../src/identifiers.ts';
import { personas } from '../src/registries/invented/index.ts';
import { persianDigits } from '../src/text.ts';

const body = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map(list => list.join(''));

/** Modulo 11, as the civil register counts it. */
function nationalCheckDigit(nine: string): number {
  const rest = [...nine].reduce((sum, digit, at) => sum + Number(digit) * (10 - at), 0) % 11;
  return rest < 2 ? rest : 11 - rest;
}

/** Another way through the rule of the legal-entity ID: each digit plus the tenth plus two, weighted, modulo 11. */
function legalDigit(ten: string): number {
  const weights = [29, 27, 23, 19, 17, 29, 27, 23, 19, 17];
  let sum = 0;
  for (let at = 0; at < 10; at += 1) sum += (Number(ten[at]) + Number(ten[9]) + 2) * (weights[at] ?? 0);
  return sum % 11 === 10 ? 0 : sum % 11;
}

describe('the national ID', () => {
  test('is accepted exactly where a known library accepts it', () => {
    fc.assert(
      fc.property(body(10), ten => {
        const known = verifyIranianNationalId(ten, { checkPrefix: false }) && new Set(ten).size > 1;
        expect(readNationalId(ten) !== undefined).toBe(known);
      }),
      { numRuns: 300 },
    );
  });

  test('has exactly one right check digit', () => {
    fc.assert(
      fc.property(body(9), nine => {
        const right = [...Array(10).keys()].filter(last => readNationalId(`${nine}${last}`) !== undefined);
        const ten = `${nine}${nationalCheckDigit(nine)}`;
        expect(right).toEqual(/^(\d)\1{9}$/.test(ten) ? [] : [nationalCheckDigit(nine)]);
      }),
    );
  });

  test('with one digit mistyped, or two neighbours swapped, is refused', () => {
    const place = fc.integer({ min: 0, max: 8 });
    fc.assert(
      fc.property(body(9), place, fc.integer({ min: 1, max: 9 }), (nine, at, by) => {
        const right = `${nine}${nationalCheckDigit(nine)}`;
        const other = (Number(right[at]) + by) % 10;
        const typed = right.slice(0, at) + other + right.slice(at + 1);
        // Remainders 0 and 10 share no digit with their like, so one wrong digit always shows.
        if (nationalCheckDigit(typed.slice(0, 9)) !== Number(typed[9]))
          expect(readNationalId(typed)).toBeUndefined();
        const swapped = right.slice(0, at) + right[at + 1] + right[at] + right.slice(at + 2);
        if (
          at < 8 &&
          right[at] !== right[at + 1] &&
          nationalCheckDigit(swapped.slice(0, 9)) !== Number(swapped[9])
        )
          expect(readNationalId(swapped)).toBeUndefined();
      }),
    );
  });

  test('is read in any script, with spaces and dashes', () => {
    for (const typed of [
      '9990000018',
      '۹۹۹۰۰۰۰۰۱۸',
      '٩٩٩٠٠٠٠٠١٨',
      '999-000001-8',
      ' ۹۹۹ ۰۰۰ ۰۰۱۸ ',
      '\u202a9990000018\u202c',
    ])
      expect(parseNationalId(typed)).toBe('9990000018');
  });

  test('of ten equal digits, too short, too long or with letters is refused without repeating it', () => {
    for (const typed of [
      '1111111111',
      '0000000000',
      '999000001',
      '99900000180',
      '999000001x',
      '',
      '9990000019',
    ]) {
      const fault = attempt(() => parseNationalId(typed));
      expect(fault).toMatchObject({ kind: 'bad_input', code: 'identity.national_id_malformed' });
      if (typed) expect(JSON.stringify(fault)).not.toContain(typed);
    }
  });

  test('of the demo’s people is valid', () => {
    for (const { national_id } of personas.people)
      if (national_id) expect(readNationalId(national_id)).toBe(national_id);
  });
});

describe('whoever signs in', () => {
  test('is a citizen by ten digits or a foreigner by eleven to sixteen', () => {
    expect(parsePersonId('۹۹۹۰۰۰۰۰۰۰۱۳')).toBe('999000000013');
    expect(parsePersonId('9990000018')).toBe('9990000018');
    for (const typed of ['12345', '1'.repeat(17), 'sara'])
      expect(attempt(() => parsePersonId(typed))).toMatchObject({ code: 'identity.national_id_malformed' });
  });
});

describe('the legal-entity ID', () => {
  test('has exactly one right check digit', () => {
    fc.assert(
      fc.property(body(10), ten => {
        expect(legalCheckDigit(ten)).toBe(legalDigit(ten));
        const right = [...Array(10).keys()].filter(last => readLegalId(`${ten}${last}`) !== undefined);
        const eleven = `${ten}${legalDigit(ten)}`;
        expect(right).toEqual(/^(\d)\1{10}$/.test(eleven) ? [] : [legalDigit(ten)]);
      }),
    );
  });

  test('is read in any script, and of the demo’s companies is valid', () => {
    for (const { legal_id } of personas.entities)
      expect(parseLegalId(persianDigits(legal_id))).toBe(legal_id);
    expect(attempt(() => parseLegalId('99900000011'))).toMatchObject({
      code: 'entities.legal_id_malformed',
    });
  });
});

describe('the mobile', () => {
  test('is one number however it is written', () => {
    for (const typed of [
      '09990000018',
      '9990000018',
      '989990000018',
      '+98 999 000 0018',
      '00989990000018',
      '۰۹۹۹-۰۰۰-۰۰۱۸',
    ])
      expect(parseMobile(typed)).toBe('+989990000018');
  });

  test('that is no Iranian mobile is refused', () => {
    for (const typed of [
      '02112345678',
      '0999000001',
      '099900000181',
      '+449990000018',
      '',
      'x',
      '++989990000018',
    ])
      expect(attempt(() => parseMobile(typed))).toMatchObject({ code: 'identity.mobile_malformed' });
  });
});

describe('fuzz of identifiers', () => {
  test('any text is refused by its code, or becomes a form that stays as it is however it is typed', () => {
    const parsers = { parseNationalId, parsePersonId, parseLegalId, parsePostalCode, parseMobile };
    const digits = fc.string({
      unit: fc.constantFrom(...'0123456789۰۹٠٩０９+- \u200c\u202e'),
      maxLength: 24,
    });
    const text = fc.oneof(digits, fc.string({ unit: 'binary', maxLength: 60 }), body(10), body(11), body(12));
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(...Object.values(parsers)),
        (typed, parse: (text: string) => string) => {
          const read = attempt(() => parse(typed));
          if (typeof read !== 'string') {
            expect(read).toMatchObject({ kind: 'bad_input', code: expect.stringMatching(/_malformed$/) });
            return;
          }
          expect(read).toMatch(/^\+?\d+$/);
          expect(parse(read)).toBe(read);
          expect(parse(persianDigits(read))).toBe(read);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the postal code', () => {
  test('has no zero in the first five digits and no five at the fifth place', () => {
    fc.assert(
      fc.property(body(10), ten => {
        const right = !ten.slice(0, 5).includes('0') && ten[4] !== '5';
        const read = attempt(() => parsePostalCode(persianDigits(ten)));
        if (right) expect(read).toBe(ten);
        else expect(read).toMatchObject({ code: 'profile.postal_code_malformed' });
      }),
    );
  });
});

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('an account number', () => {
  test('is accepted with the right check digits, however it is written', () => {
    // The example of ISO 13616 for Iran's structure, and the same in Persian digits, with spaces and without IR.
    for (const text of [
      'IR580540105180021273113007',
      'ir58 0540 1051 8002 1273 1130 07',
      '۵۸۰۵۴۰۱۰۵۱۸۰۰۲۱۲۷۳۱۱۳۰۰۷',
    ])
      expect(readIban(text)).toBe('IR580540105180021273113007');
  });

  test('is refused when one digit is another one, or two neighbours are exchanged', () => {
    const right = 'IR580540105180021273113007';
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 25 }), fc.integer({ min: 1, max: 9 }), (at, plus) => {
        const other = String((Number(right[at]) + plus) % 10);
        expect(readIban(right.slice(0, at) + other + right.slice(at + 1))).toBeUndefined();
      }),
    );
    for (let at = 2; at < 25; at++) {
      const [a, b] = [right[at] ?? '', right[at + 1] ?? ''];
      if (a !== b) expect(readIban(right.slice(0, at) + b + a + right.slice(at + 2))).toBeUndefined();
    }
  });

  test('is refused with another country, another length, or check digits that cannot be', () => {
    for (const text of [
      'DE89370400440532013000',
      'IR58054010518002127311300',
      'IR990540105180021273113007',
      '',
      'IR',
    ])
      expect(readIban(text)).toBeUndefined();
  });
});

test('a phone number of a fixed line is kept with the code of the country', () => {
  for (const text of ['021-88990043', '۰۲۱ ۸۸۹۹۰۰۴۳', '+982188990043', '00982188990043'])
    expect(readPhone(text)).toBe('+982188990043');
  for (const text of ['88990043', '+15551234', 'abc', '']) expect(readPhone(text)).toBeUndefined();
});
