import { expect } from 'vitest';
import type { LegalId, PersonId } from '../../src/identifiers.ts';
import type { FieldFacts, Registries } from '../../src/registries/index.ts';
import type { Country } from '../../src/registries/invented/index.ts';
import { everyPort, type Question } from './conformance.ts';

const secrets = (country: Country) => [
  country.entity('arvand').legalId,
  country.person('sara').id,
  country.person('sara').mobile,
  'سارا',
];

async function factsOf(
  registries: Registries,
  registry: string,
  country: Country,
  who: string,
  timeoutMs: number,
) {
  const port = registries.fields.get(registry);
  if (!port) throw new Error(`no port to ${registry}`);
  const entity = country.entities.find(({ key }) => key === who);
  if (entity) return port.facts({ kind: 'entity', id: entity.legalId as LegalId }, timeoutMs);
  const { id, mobile, given, family, birthDate } = country.person(who);
  const claimed = { name: `${given.fa} ${family.fa}`, birthDate };
  return port.facts({ kind: 'person', id: id as PersonId, mobile, claimed }, timeoutMs);
}

/** The fields of somebody: the values are exactly these. */
function fieldsOf(registry: string, who: string, values: Record<string, unknown>): Question {
  return {
    what: `the fields of ${who}`,
    ask: (registries, country, timeoutMs) => factsOf(registries, registry, country, who, timeoutMs),
    right: answer => {
      const { fields } = answer as FieldFacts;
      expect((answer as FieldFacts).registry).toBe(registry);
      const known = Object.fromEntries(
        Object.keys(values).map(key => [
          key,
          fields[key]?.status === 'present' ? fields[key].value : fields[key]?.status,
        ]),
      );
      expect(known).toEqual(values);
    },
    secrets,
  };
}

everyPort('civil', [
  {
    what: 'a match of Sara',
    ask: (registries, country) => {
      const { id, given, family, birthDate } = country.person('sara');
      return registries.civil.match({ id, givenName: given.fa, familyName: family.fa, birthDate });
    },
    right: answer =>
      expect(answer).toMatchObject({ registry: 'civil', value: { matched: true, alive: true } }),
    secrets,
  },
  fieldsOf('civil', 'sara', {
    'person.national_id': '9990000018',
    'person.foreign_id': 'not_applicable',
    'person.given_name': 'سارا',
    'person.family_name': 'رحیمی',
    'person.birth_date': '1982-07-03',
    'person.identity_matched': true,
    'person.life_status': 'alive',
  }),
]);

everyPort('shahkar', [
  {
    what: 'whether a number is hers',
    ask: (registries, country) =>
      registries.shahkar.match(country.person('sara').id, country.person('sara').mobile),
    right: answer => expect(answer).toMatchObject({ registry: 'shahkar', value: true }),
    secrets,
  },
  fieldsOf('shahkar', 'sara', { 'person.mobile': '+989990000018', 'person.mobile_owned': true }),
]);

everyPort('legal-persons', [
  {
    what: 'the particulars of Arvand',
    ask: (registries, country) => registries.legalPersons.find(country.entity('arvand').legalId),
    right: (answer, country) =>
      expect(answer).toMatchObject({
        registry: 'legal-persons',
        record: '58214',
        value: {
          legalId: country.entity('arvand').legalId,
          name: { fa: 'شرکت مواد غذایی آروند', en: 'Arvand Foods' },
          status: 'active',
          officers: [{ id: country.person('sara').id, mode: 'sole', required: 1, ended: null }],
        },
      }),
    secrets,
  },
  {
    what: 'the companies of Sara',
    ask: (registries, country) => registries.legalPersons.entitiesOf(country.person('sara').id),
    right: (answer, country) =>
      expect(answer).toMatchObject({
        value: [country.entity('arvand').legalId, country.entity('pars').legalId],
      }),
    secrets,
  },
  fieldsOf('legal-persons', 'arvand', {
    'entity.legal_name': 'شرکت مواد غذایی آروند',
    'entity.legal_form': 'private_joint_stock',
    'entity.registration_number': '58214',
    'entity.registration_date': '2013-10-06',
    'entity.fiscal_year_end': '12-29',
    'entity.status': 'active',
    'entity.objects': 'تولید، بسته‌بندی و پخش فرآورده‌های غذایی',
    'entity.capital': { registered: '45000000000', paid_up: '45000000000', currency: 'IRR', shares: 45000 },
  }),
  fieldsOf('legal-persons', 'maryam', { 'person.offices': 'absent' }),
]);

everyPort('addressing', [
  fieldsOf('addressing', 'arvand', {
    'entity.seat_address': {
      text: 'خراسان رضوی، مشهد، شهرک صنعتی توس، فاز ۲، خیابان صنعت ۸، پلاک ۱۴',
      province: 'خراسان رضوی',
      county: 'مشهد',
      city: 'مشهد',
      postal_code: '9991834567',
    },
    'entity.seat_postal_code': '9991834567',
  }),
  fieldsOf('addressing', 'sara', {
    'business.address': 'not_applicable',
    'business.postal_code': 'not_applicable',
  }),
]);

everyPort('licences', [
  fieldsOf('licences', 'arvand', {
    'entity.industrial_licence': [
      { kind: 'operation_licence', number: '773104', issued_on: '2015-04-27', expires_on: '2028-03-19' },
    ],
  }),
  fieldsOf('licences', 'maryam', { 'business.kind': 'home_business', 'business.status': 'active' }),
]);

everyPort('tax', [
  fieldsOf('tax', 'arvand', {
    'entity.economic_code': '99900000010',
    'entity.vat_registration': { registered: false },
    'entity.tax_clear': true,
  }),
  fieldsOf('tax', 'maryam', { 'business.economic_code': '99900000504102' }),
]);

everyPort('welfare', [
  fieldsOf('welfare', 'arvand', { 'entity.staff_count': 38, 'entity.insurance_clear': true }),
  fieldsOf('welfare', 'maryam', { 'business.staff_count': 2 }),
]);

everyPort('banking', [
  fieldsOf('banking', 'arvand', {
    'entity.no_returned_cheque': true,
    'entity.no_overdue_fx_obligation': true,
  }),
  fieldsOf('banking', 'maryam', {
    'business.bank_accounts': [
      { iban: 'IR120990000000000000000050', bank: 'بانک نمونه', kind: 'جاری', currency: 'IRR', main: true },
    ],
  }),
]);

everyPort('residence-natural', [
  fieldsOf('residence-natural', 'sara', { 'person.residence_postal_code': '9991811426' }),
]);

everyPort('residence-legal', [
  fieldsOf('residence-legal', 'arvand', {
    'entity.registered_address': {
      text: 'خراسان رضوی، مشهد، شهرک صنعتی توس، فاز ۲، خیابان صنعت ۸، پلاک ۱۴',
      province: 'خراسان رضوی',
      county: 'مشهد',
      city: 'مشهد',
      postal_code: '9991834567',
    },
  }),
]);

everyPort('goods-services', [
  fieldsOf('goods-services', 'arvand', {
    'entity.trade_roles': [{ code: '990058214', role: 'تولیدکننده', active: true }],
    'entity.warehouses': [
      { id: 'W-99-58214', postal_code: '9991876543', kind: 'سردخانه', role: 'owner', area_m2: 1800 },
    ],
  }),
]);

everyPort('vehicles', [
  fieldsOf('vehicles', 'arvand', {
    'entity.vehicles': [
      { class: 'truck', count: 3 },
      { class: 'van', count: 5 },
    ],
  }),
]);

everyPort('education', [fieldsOf('education', 'sara', { 'person.education_level': 'bachelor' })]);

everyPort('cadastre', [
  fieldsOf('cadastre', 'maryam', {
    'business.premises': [{ postal_code: '9991346790', tenure: 'owner', deed_id: '139985311010000410' }],
  }),
  fieldsOf('cadastre', 'sara', { 'business.premises': 'not_applicable' }),
]);

everyPort('health', [
  fieldsOf('health', 'sara', { 'person.medical_council_number': '99182' }),
  fieldsOf('health', 'maryam', { 'person.medical_council_number': 'absent' }),
]);

everyPort('public-finance', [
  fieldsOf('public-finance', 'arvand', {
    'entity.customs_status': {
      registered: true,
      authorised_operator: true,
      suspended: false,
      since: '2016-02-20',
    },
  }),
]);

everyPort('judiciary', [
  fieldsOf('judiciary', 'arvand', { 'entity.sana_registered': true, 'entity.no_open_insolvency': true }),
  fieldsOf('judiciary', 'sara', { 'person.criminal_record_clear': true }),
]);

everyPort('housing', [
  fieldsOf('housing', 'sara', {
    'person.engineering_licence': {
      number: '10-0-99182',
      field: 'صنایع غذایی',
      grade: '2',
      expires_on: '2030-03-20',
    },
  }),
]);

everyPort('securities', [
  fieldsOf('securities', 'arvand', {
    'entity.securities': {
      sejam_code: '9990058214',
      symbol: 'آروند',
      isin: 'IRO9ARVD0001',
      market: 'base_market',
    },
  }),
]);
