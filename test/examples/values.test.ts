import { expect, test } from 'vitest';
import type { Json } from '../../examples/relying-party/profile.ts';
import { leftToRight, when, written } from '../../examples/relying-party/values.ts';

const plain = (text: string) => text.replace(/[\u2066-\u2069\u061c]/g, '');

test('values are written as a person reads them, in Persian and in English', () => {
  const cases: [Json, string, string][] = [
    ['2013-10-06', '۱۴ مهر ۱۳۹۲', '6 October 2013'],
    [{ registered: '45000000000', currency: 'IRR' }, '۴۵٬۰۰۰٬۰۰۰٬۰۰۰ ریال', '45,000,000,000 rials'],
    ['private_joint_stock', 'سهامی خاص', 'private joint stock'],
    [true, 'بله', 'Yes'],
    ['99900000010', '۹۹۹۰۰۰۰۰۰۱۰', '99900000010'],
    [
      [{ name: 'سارا رحیمی', role: 'managing_director', until: '2028-06-07' }],
      'سارا رحیمی، مدیرعامل، تا ۱۸ خرداد ۱۴۰۷',
      'سارا رحیمی, managing director, until 7 June 2028',
    ],
    [{ text: 'مشهد، پلاک 14' }, 'مشهد، پلاک ۱۴', 'مشهد، پلاک 14'],
    [[{ code: '1030', title: 'فرآوری', main: true }, { code: '4630' }], '۱۰۳۰: فرآوری', '1030: فرآوری'],
    [
      [{ iban: 'IR990999000000000000000010' }],
      'IR۹۹ ۰۹۹۹ ۰۰۰۰ ۰۰۰۰ ۰۰۰۰ ۰۰۰۰ ۱۰',
      'IR99 0999 0000 0000 0000 0000 10',
    ],
    ['+989990000018', '۰۹۹۹۰۰۰۰۰۱۸', '09990000018'],
    [[{ kind: 'office', number: '+985130000018' }], 'دفتر، ۰۵۱۳۰۰۰۰۰۱۸', 'office, 05130000018'],
  ];
  for (const [value, fa, en] of cases) {
    expect(plain(written(value, 'fa'))).toBe(fa);
    expect(plain(written(value, 'en'))).toBe(en);
  }
});

test('codes and addresses of mail run from left to right, names and dates do not', () => {
  expect(leftToRight('info@arvand.example')).toBe(true);
  expect(leftToRight('99900000010')).toBe(true);
  expect(leftToRight('2013-10-06')).toBe(false);
  expect(leftToRight('private_joint_stock')).toBe(false);
  expect(leftToRight('شرکت مواد غذایی آروند')).toBe(false);
});

test('what was fetched today says the hour, what is older says the day', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  expect(when(new Date('2026-11-21T07:22:00Z'), 'fa', now)).toBe('امروز ۱۰:۵۲');
  expect(when(new Date('2026-11-18T07:22:00Z'), 'fa', now)).toBe('۲۷ آبان ۱۴۰۵');
  expect(when(new Date('2026-11-18T07:22:00Z'), 'en', now)).toBe('18 November 2026');
});
