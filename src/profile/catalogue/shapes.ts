import type { Json } from '../../registries/index.ts';
import type { JsonSchema } from './field.ts';

/** Shapes of values that several fields share. */

/** An object with these parts, some of them never missing. */
export const record = (
  required: readonly string[],
  properties: Readonly<Record<string, Json>>,
): JsonSchema => ({
  type: 'object',
  required,
  properties,
});

/** A list of such objects. */
export const listOf = (
  required: readonly string[],
  properties: Readonly<Record<string, Json>>,
): JsonSchema => ({
  type: 'array',
  items: record(required, properties),
});

export const words = (most: number): JsonSchema => ({ type: 'string', maxLength: most });
export const oneOf = (...list: readonly string[]): JsonSchema => ({ type: 'string', enum: list });
export const day: JsonSchema = { type: 'string', format: 'date' };
export const yesNo: JsonSchema = { type: 'boolean' };
export const rials: JsonSchema = { type: 'string', pattern: '^[0-9]{1,20}$' };
export const count: JsonSchema = { type: 'integer', minimum: 0 };
export const tenDigits: JsonSchema = { type: 'string', pattern: '^[0-9]{10}$' };
export const foreignId: JsonSchema = { type: 'string', pattern: '^[0-9]{9,16}$' };
export const legalId: JsonSchema = { type: 'string', pattern: '^[0-9]{11}$' };
export const mobile: JsonSchema = { type: 'string', pattern: '^\\+989[0-9]{9}$' };
export const phone: JsonSchema = { type: 'string', pattern: '^\\+98[1-9][0-9]{4,9}$' };
export const isic: JsonSchema = { type: 'string', pattern: '^[0-9]{4,10}$' };
export const year: JsonSchema = { type: 'string', pattern: '^1[34][0-9]{2}$' };
export const link: JsonSchema = { type: 'string', format: 'uri' };
export const email: JsonSchema = { type: 'string', format: 'email' };
export const tradeName: JsonSchema = { type: 'string', maxLength: 150 };
export const role: JsonSchema = {
  type: 'string',
  enum: [
    'managing_director',
    'chair',
    'vice_chair',
    'board_member',
    'inspector',
    'alternate_inspector',
    'liquidator',
    'partner',
    'other',
  ],
};
export const address: JsonSchema = {
  type: 'object',
  required: ['text'],
  properties: {
    text: { type: 'string', maxLength: 500 },
    province: { type: 'string' },
    county: { type: 'string' },
    city: { type: 'string' },
    postal_code: tenDigits,
  },
};
export const activities: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['code'],
    properties: {
      scheme: { type: 'string', enum: ['ISIC4', 'ISIC3', 'national'] },
      code: { type: 'string', pattern: '^[0-9]{4,10}$' },
      title: { type: 'string' },
      main: yesNo,
    },
  },
};
/** What a licence is for, whatever its title: the kinds that "holds a valid licence of kind …" is asked for. */
export const licenceCategories = [
  'production',
  'trade',
  'guild',
  'home_business',
  'professional',
  'food_health',
  'construction',
  'transport',
  'agriculture',
  'mining',
  'tourism',
  'education',
  'information_technology',
  'finance',
  'other',
] as const;
export const licences: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['kind', 'issuer'],
    properties: {
      id: { type: 'string', pattern: '^[0-9]{6,20}$' },
      kind: { type: 'string' },
      category: oneOf(...licenceCategories),
      issuer: { type: 'string' },
      isic: { type: 'string', pattern: '^[0-9]{4,10}$' },
      issued_on: day,
      expires_on: day,
      status: { type: 'string', enum: ['valid', 'expired', 'suspended', 'revoked'] },
    },
  },
};
export const taxFile: JsonSchema = {
  type: 'object',
  required: ['file_number'],
  properties: {
    file_number: { type: 'string', maxLength: 30 },
    office: { type: 'string' },
    activity_code: { type: 'string', maxLength: 12 },
    registration_tracking: { type: 'string', pattern: '^[0-9]{8,12}$' },
    since: day,
  },
};
export const vatRegistration: JsonSchema = {
  type: 'object',
  required: ['registered'],
  properties: { registered: yesNo, since: day, certificate: { type: 'string' }, expires_on: day },
};
export const moadianMembership: JsonSchema = {
  type: 'object',
  required: ['member'],
  properties: {
    member: yesNo,
    since: day,
    memory_ids: { type: 'array', items: { type: 'string', pattern: '^[0-9A-Z]{6}$' } },
  },
};
export const workshops: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['code'],
    properties: {
      code: tenDigits,
      contract_row: { type: 'string', pattern: '^[0-9]{3}$' },
      branch: { type: 'string' },
      postal_code: tenDigits,
    },
  },
};
export const accounts: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['iban'],
    properties: {
      iban: { type: 'string', pattern: '^IR[0-9]{24}$' },
      bank: { type: 'string' },
      kind: { type: 'string' },
      currency: { type: 'string', pattern: '^[A-Z]{3}$' },
      main: yesNo,
    },
  },
};
/** Provinces by the two digits of the national statistics: 00 Markazi … 23 Tehran … 30 Alborz. */
export const division: JsonSchema = record(['province', 'province_code'], {
  province: words(80),
  province_code: { type: 'string', pattern: '^([0-2][0-9]|30)$' },
  county: words(80),
  city: words(80),
});
export const tradeCard: JsonSchema = record(['number', 'expires_on'], {
  number: { type: 'string', pattern: '^[0-9]{8,14}$' },
  chamber: { type: 'string' },
  issued_on: day,
  expires_on: day,
  suspended: yesNo,
});
export const premises: JsonSchema = listOf(['postal_code', 'tenure'], {
  postal_code: tenDigits,
  tenure: oneOf('owner', 'tenant', 'free_use', 'other'),
  deed_id: { type: 'string', pattern: '^[0-9]{10,20}$' },
  lease_code: words(30),
  until: day,
});
export const enamad: JsonSchema = listOf(['code', 'domain'], {
  code: words(30),
  domain: words(253),
  grade: { type: 'integer', minimum: 0, maximum: 5 },
  expires_on: day,
});
/** A certificate or permit: its number, what it is for, and until when it holds. */
export const certificates = (required: readonly string[], more: Readonly<Record<string, Json>>): JsonSchema =>
  listOf(required, { number: words(30), ...more, issued_on: day, expires_on: day });
export const signatureCertificates: JsonSchema = listOf(['serial', 'issuer', 'expires_on'], {
  serial: { type: 'string', pattern: '^[0-9A-Fa-f]{6,40}$' },
  issuer: words(160),
  kind: oneOf('natural', 'natural_affiliated', 'organisation_seal'),
  hardware: yesNo,
  expires_on: day,
});
