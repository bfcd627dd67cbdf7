import { describe, expect, test } from 'vitest';
import { dictionaries } from '../../src/i18n/index.ts';
import {
  catalogue,
  fieldApplies,
  fieldHelp,
  fieldLabel,
  findField,
  unknownFields,
} from '../../src/profile/index.ts';
import { fitsType } from '../../src/profile/schema.ts';
import { search } from '../../src/profile/show.ts';
import { findRegistry } from '../../src/registries/index.ts';

test('there are at least a hundred and twenty fields, for companies, persons and sole traders, each with a key of its own', () => {
  expect(catalogue.length).toBeGreaterThanOrEqual(120);
  expect(new Set(catalogue.map(({ key }) => key)).size).toBe(catalogue.length);
  for (const subject of ['entity', 'person', 'business'])
    expect(catalogue.some(({ subjects }) => subjects.includes(subject as 'entity'))).toBe(true);
  for (const { key } of catalogue) expect(key).toMatch(/^(entity|person|business)\.[a-z0-9_]+$/);
});

test('what systems typically ask of a business is there', () => {
  const typical: Readonly<Record<string, readonly string[]>> = {
    entity: [
      ...['legal_id', 'legal_name', 'latin_name', 'trade_name', 'name_history', 'registration_number'],
      ...[
        'registration_date',
        'legal_form',
        'status',
        'capital',
        'officers',
        'shareholders',
        'signature_rule',
      ],
      ...['registered_address', 'seat_postal_code', 'establishments', 'postal_codes', 'activity_codes'],
      ...['licences', 'trade_card', 'economic_code', 'vat_registration', 'workshop_codes', 'staff_count'],
      ...['bank_accounts', 'trademarks', 'phones', 'email', 'contact_person'],
    ],
    business: [
      ...[
        'kind',
        'licences',
        'activity_codes',
        'address',
        'postal_code',
        'economic_code',
        'vat_registration',
      ],
      ...['workshop_codes', 'staff_count', 'bank_accounts', 'trade_card', 'phone'],
    ],
    person: ['national_id', 'foreign_id', 'given_name', 'family_name', 'birth_date', 'mobile', 'offices'],
  };
  for (const [kind, names] of Object.entries(typical))
    for (const name of names) expect(findField(`${kind}.${name}`)?.key).toBe(`${kind}.${name}`);
  const licence = JSON.stringify(findField('entity.licences')?.type);
  for (const part of ['id', 'expires_on']) expect(licence).toContain(`"${part}"`);
  const answers = ['is_active', 'under_50_staff', 'has_valid_licence', 'seat_in_province'];
  for (const key of [...answers.map(name => `entity.${name}`), 'person.is_adult', 'person.age_over'])
    expect(findField(key)).toMatchObject({ class: 'derived', type: { type: 'boolean' } });
});

test('fields that OpenID Connect or the Core Vocabularies know say under which name', () => {
  const mapped = (key: string) => findField(key)?.vocabulary ?? '';
  for (const [key, claim] of [
    ['person.given_name', 'oidc:given_name'],
    ['person.family_name', 'oidc:family_name'],
    ['person.birth_date', 'oidc:birthdate'],
    ['person.mobile', 'oidc:phone_number'],
    ['person.email', 'oidc:email'],
    ['entity.legal_name', 'legal:legalName'],
  ] as const)
    expect(mapped(key)).toContain(claim);
  // Every prefix is one that the context explains.
  for (const { key, vocabulary } of catalogue)
    if (vocabulary)
      expect([key, vocabulary]).toEqual([key, expect.stringMatching(/^\w+:[\w.]+(; \w+:[\w.]+)*$/)]);
});

test('every field of a register names one of the twenty-seven and the law; no other field does', () => {
  for (const { key, registry, law, class: of } of catalogue) {
    expect([key, of === 'self_declared']).toEqual([key, registry === null]);
    if (registry !== null) {
      expect(findRegistry(registry)?.key).toBe(registry);
      expect(law.fa).toContain('مادهٔ ۱۰');
      expect(law.en).toContain('Article 10');
    }
  }
});

test('the law of the very fact is named where it is sure, and each that is named is used', () => {
  const named = catalogue.filter(({ narrowerLaw }) => narrowerLaw !== undefined);
  for (const lang of ['fa', 'en'] as const) {
    expect(new Set(named.map(({ narrowerLaw }) => narrowerLaw?.[lang]))).toEqual(
      new Set(Object.values(dictionaries[lang].registries.laws)),
    );
    for (const { law, narrowerLaw } of named) expect(law[lang]).toContain(narrowerLaw?.[lang]);
  }
  for (const { registry } of named) expect(registry).not.toBeNull();
  // The others say that it is not: no article is guessed.
  expect(findField('entity.legal_id')).toMatchObject({ registry: 'legal-persons', narrowerLaw: undefined });
});

test('what a register only matches is called verified, never authoritative', () => {
  for (const key of ['person.given_name', 'person.family_name', 'person.birth_date', 'person.mobile'])
    expect(findField(key)?.class).toBe('verified');
});

test('every field has a label and a help in both languages, and the dictionaries hold no other', () => {
  for (const lang of ['fa', 'en'] as const) {
    for (const { key } of catalogue) {
      expect(fieldLabel(key, lang)).not.toBe(key);
      expect(fieldHelp(key, lang).length).toBeGreaterThan(5);
    }
    expect(Object.keys(dictionaries[lang].fields).sort()).toEqual(catalogue.map(({ key }) => key).sort());
  }
});

test('a derived field is never fresher than its inputs promise, and reads only fields that there are', () => {
  for (const { inputs, subjects, class: of, key } of catalogue) {
    if (inputs) expect([key, of]).toEqual([key, 'derived']);
    expect(unknownFields(inputs ?? [])).toEqual([]);
    for (const input of inputs ?? []) expect(findField(input)?.subjects).toEqual(subjects);
  }
});

test('every type is a schema that compiles, and freshness is a whole number of days', () => {
  for (const field of catalogue) {
    expect(() => fitsType(field, null)).not.toThrow();
    expect(Number.isInteger(field.freshDays) && field.freshDays > 0).toBe(true);
  }
});

test('a company has entity fields, a person has his own and those of a business in his name', () => {
  expect(fieldApplies('entity.legal_name', 'entity')).toBe(true);
  expect(fieldApplies('entity.legal_name', 'person')).toBe(false);
  expect(fieldApplies('business.kind', 'person')).toBe(true);
  expect(fieldApplies('person.full_name', 'entity')).toBe(false);
});

test('keys that the catalogue does not have are told', () => {
  expect(unknownFields(['entity.legal_name', 'entity.horoscope', 'toString'])).toEqual([
    'entity.horoscope',
    'toString',
  ]);
});

describe('the search', () => {
  const keys = (asked: string, lang: 'fa' | 'en' = 'fa') =>
    search(catalogue, asked, lang).map(({ key }) => key);

  test('finds by a word of the name, of the register or of the key, however it is typed', () => {
    expect(keys('سرمايه')).toContain('entity.capital');
    expect(keys('كد پستي')).toEqual(
      expect.arrayContaining(['entity.seat_postal_code', 'business.postal_code']),
    );
    expect(keys('شاهکار')).toEqual(expect.arrayContaining(['person.mobile', 'person.mobile_owned']));
    expect(keys('capital')).toContain('entity.capital');
    expect(keys('Postal seat', 'en')).toContain('entity.seat_postal_code');
  });

  test('finds all without a word and none for nonsense', () => {
    expect(keys('  ').length).toBe(catalogue.length);
    expect(keys('قورباغه')).toEqual([]);
    expect(keys('%_')).toEqual([]);
  });
});
