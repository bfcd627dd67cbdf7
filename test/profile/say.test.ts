import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue, findField, inputsOf, isSayable, readSaid, written } from '../../src/profile/index.ts';
import { normalForm } from '../../src/profile/normal-form.ts';
import { fitsType } from '../../src/profile/schema.ts';
import type { Json } from '../../src/registries/index.ts';

const field = (key: string) => {
  const found = findField(key);
  if (!found) throw new Error(key);
  return found;
};
const said = (key: string, typed: Record<string, string>) => readSaid(field(key), name => typed[name] ?? '');

test('only what people say themselves has a form, and what is too composed has none', () => {
  const sayable = catalogue.filter(isSayable).map(({ key }) => key);
  expect(sayable).toEqual(
    expect.arrayContaining(['entity.email', 'entity.phones', 'person.gender', 'person.latin_name']),
  );
  expect(catalogue.filter(({ registry, key }) => registry !== null && sayable.includes(key))).toEqual([]);
});

test('empty boxes say nothing', () => {
  for (const one of catalogue.filter(isSayable)) expect(readSaid(one, () => '  ')).toBeUndefined();
});

test('a list is said row by row, and empty rows do not count', () => {
  expect(
    said('entity.phones', {
      'say.entity.phones.0.kind': 'office',
      'say.entity.phones.0.number': '021 8899 0043',
      'say.entity.phones.2.kind': 'fax',
      'say.entity.phones.2.number': '02188990044',
    }),
  ).toEqual([
    { kind: 'office', number: '021 8899 0043' },
    { kind: 'fax', number: '02188990044' },
  ]);
});

test('a day is said in the solar calendar, in any digits', () => {
  expect(
    said('entity.beneficial_owners', {
      'say.entity.beneficial_owners.0.name': 'سارا',
      'say.entity.beneficial_owners.0.since': '۱۴۰۵/۹/۱',
      'say.entity.beneficial_owners.0.percent': '۴۰',
    }),
  ).toEqual([{ name: 'سارا', since: '2026-11-22', percent: 40 }]);
});

test('a Gregorian day is that day, and none of another age', () => {
  const until = (day: string) =>
    said('person.signature_certificate', {
      'say.person.signature_certificate.0.serial': 'ABCDEF12',
      'say.person.signature_certificate.0.issuer': 'CA',
      'say.person.signature_certificate.0.expires_on': day,
    });
  for (const day of ['2027-01-15', '۲۰۲۷/۱/۱۵', '1405/10/25'])
    expect(until(day)).toMatchObject([{ expires_on: '2027-01-15' }]);
  expect(fitsType(field('person.signature_certificate'), until('2027/02/30'))).toBe(false);
});

test('what is known comes back into its boxes and out again the same', () => {
  const cases: [string, Json][] = [
    ['entity.email', 'a@b.example'],
    ['person.gender', 'female'],
    ['person.latin_name', { given: 'Sara', family: 'Rahimi' }],
    ['entity.phones', [{ kind: 'office', number: '+982188990043' }]],
  ];
  for (const [key, value] of cases) expect(said(key, written(field(key), value))).toEqual(value);
  expect(inputsOf(field('entity.phones'), 3)).toHaveLength(6);
});

test('the normal form of what is typed is found by the shape of the field', () => {
  const normal = (key: string, value: Json) => normalForm(value, field(key).type);
  expect(normal('entity.phones', [{ kind: 'office', number: '۰۲۱-۸۸۹۹۰۰۴۳' }])).toEqual([
    { kind: 'office', number: '+982188990043' },
  ]);
  expect(normal('person.email', ' Sara@Example.COM ')).toBe('sara@example.com');
  expect(normal('person.passport_number', 'b ۱۲۳۴۵۶۷۸')).toBe('B12345678');
  expect(normal('business.trade_name', 'نان\u200c\u200cوايي  كوچك ')).toBe('نان\u200cوایی کوچک');
  expect(normal('entity.website', 'https://arvand.example/ك')).toBe('https://arvand.example/ک');
});

test('the normal form of a normal form is itself, whatever was typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
      for (const key of ['business.trade_name', 'person.passport_number', 'entity.email']) {
        const once = normalForm(text, field(key).type);
        expect(normalForm(once, field(key).type)).toEqual(once);
      }
    }),
  );
});

test('numbers that carry a check are checked wherever they stand in a value', () => {
  const owner = { name: 'سارا', basis: 'shares' };
  expect(fitsType(field('entity.beneficial_owners'), [{ ...owner, national_id: '9990000018' }])).toBe(true);
  expect(fitsType(field('entity.beneficial_owners'), [{ ...owner, national_id: '9990000019' }])).toBe(false);
});
