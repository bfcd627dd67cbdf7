import { expect, test } from 'vitest';
import type { Lang } from '../../src/i18n/index.ts';
import { html } from '../../src/web/html.ts';
import { showValue } from '../../views/parts/value.ts';
import { evil, pageFor } from './page.ts';

type Value = Parameters<typeof showValue>[2];
const shown = (lang: Lang, key: string, value: Value) =>
  html`${showValue(pageFor(lang), key, value)}`.text
    .replace(/<\/li><li>/g, ' | ')
    .replace(/<[^>]*>/g, '')
    .replace(/[\u00a0\u061c]/g, ' ')
    .trim();

test('money is in rials, grouped', () => {
  const capital = { registered: '45000000000', paid_up: '45000000000', currency: 'IRR' };
  expect(shown('fa', 'entity.capital', capital)).toBe(
    'ثبت‌شده ۴۵٬۰۰۰٬۰۰۰٬۰۰۰ ریال، پرداخت‌شده ۴۵٬۰۰۰٬۰۰۰٬۰۰۰ ریال',
  );
  expect(shown('en', 'entity.capital', capital)).toBe(
    'registered 45,000,000,000 rials, paid up 45,000,000,000 rials',
  );
  expect(shown('en', 'entity.export_credit', { insured_limit: '120000', currency: 'EUR' })).toBe(
    'insured limit 120,000 EUR',
  );
});

test('dates are in the calendar of the reader', () => {
  expect(shown('fa', 'entity.registration_date', '2013-10-06')).toBe('۱۴ مهر ۱۳۹۲');
  expect(shown('en', 'entity.registration_date', '2013-10-06')).toBe('6 October 2013');
  expect(shown('fa', 'entity.fiscal_year_end', '12-29')).toBe('۲۹ اسفند');
  expect(shown('en', 'entity.fiscal_year_end', '12-29')).toBe('29 Esfand');
});

test('identifiers stay ungrouped, an IBAN stands in fours, a mobile as people dial it', () => {
  expect(shown('fa', 'entity.legal_id', '99900000010')).toBe('۹۹۹۰۰۰۰۰۰۱۰');
  expect(shown('en', 'entity.bank_accounts', [{ iban: 'IR990999000000000000000010', main: true }])).toBe(
    'IR99 0999 0000 0000 0000 0000 10, main',
  );
  expect(shown('fa', 'person.mobile', '+989990000018')).toBe('۰۹۹۹۰۰۰۰۰۱۸');
  expect(shown('fa', 'entity.email', 'info@arvand.example')).toBe('info@arvand.example');
});

test('words of closed lists and yes or no are in the language of the reader', () => {
  expect(shown('fa', 'entity.legal_form', 'private_joint_stock')).toBe('سهامی خاص');
  expect(shown('en', 'entity.status', 'under_liquidation')).toBe('in liquidation');
  expect(shown('fa', 'entity.under_50_staff', true)).toBe('بله');
  expect(shown('en', 'entity.is_active', false)).toBe('No');
  expect(shown('fa', 'entity.vat_registration', { registered: false })).toBe('ثبت‌نام نکرده است');
});

test('an address reads from the province to the house, and repeats nothing', () => {
  const address = {
    text: 'مشهد، خیابان صنعت ۸، پلاک 14',
    province: 'خراسان رضوی',
    county: 'مشهد',
    city: 'مشهد',
    postal_code: '9991834567',
  };
  expect(shown('fa', 'entity.seat_address', address)).toBe(
    'خراسان رضوی، مشهد، خیابان صنعت ۸، پلاک ۱۴، کد پستی ۹۹۹۱۸۳۴۵۶۷',
  );
});

test('several things are lines, one is not, none says so', () => {
  const officers = [
    { name: 'سارا رحیمی', role: 'managing_director', until: '2028-06-08' },
    { name: 'امید کریمی', role: 'board_member' },
  ];
  expect(shown('fa', 'entity.signatories', officers)).toBe(
    'سارا رحیمی، مدیرعامل، تا ۱۹ خرداد ۱۴۰۷ | امید کریمی، عضو هیئت‌مدیره',
  );
  expect(shown('fa', 'entity.signatories', officers.slice(1))).toBe('امید کریمی، عضو هیئت‌مدیره');
  expect(shown('en', 'entity.signatories', [])).toBe('none');
  expect(shown('en', 'entity.postal_codes', ['9991834567', '9991834568'])).toBe('9991834567, 9991834568');
});

test('nothing that a registry wrote becomes markup', () => {
  for (const value of [evil, { name: evil, [evil]: evil }, [evil, { text: evil }], { fa: evil, en: evil }])
    expect(html`${showValue(pageFor('fa'), 'entity.objects', value)}`.text).not.toContain('<script');
});

test('no value is shown as the machine wrote it', () => {
  for (const value of [{ a: { b: [1, true, null] } }, [], {}, null, [[1]], 0, false, ''])
    expect(html`${showValue(pageFor('en'), 'entity.unknown', value)}`.text).not.toMatch(
      /undefined|\[object|\{"/,
    );
});

test('an article is one of a named law, a unit follows its number, and nothing is called a branch twice', () => {
  const tax = [{ article: '186', number: 'T-1' }];
  expect(shown('fa', 'entity.tax_clearance', tax)).toContain('مادهٔ ۱۸۶ قانون مالیات‌های مستقیم');
  expect(shown('en', 'entity.tax_clearance', tax)).toContain('article 186 of the Direct Taxes Act');
  expect(shown('fa', 'entity.insurance_clearance', [{ article: '38' }])).toBe('مادهٔ ۳۸ قانون تأمین اجتماعی');
  expect(shown('fa', 'entity.sites', { area_m2: 1800 })).toBe('۱٬۸۰۰ متر مربع');
  expect(shown('fa', 'entity.division', { province_code: '09' })).toBe('کد استان ۰۹');
  expect(shown('fa', 'entity.workshops', [{ branch: 'شعبهٔ سه' }])).toBe('شعبهٔ سه');
});

test('a code with Latin letters is written as one can copy it, a bare number in the script of the reader', () => {
  expect(shown('fa', 'entity.licence', 'A1ARV0')).toBe('A1ARV0');
  expect(shown('fa', 'entity.notice', '22817/4')).toBe('۲۲۸۱۷/۴');
});
