import type { JsonSchema } from './field.ts';

/** Shapes of values that several fields share. */

export const day: JsonSchema = { type: 'string', format: 'date' };
export const yesNo: JsonSchema = { type: 'boolean' };
export const rials: JsonSchema = { type: 'string', pattern: '^[0-9]{1,20}$' };
export const count: JsonSchema = { type: 'integer', minimum: 0 };
export const tenDigits: JsonSchema = { type: 'string', pattern: '^[0-9]{10}$' };
export const foreignId: JsonSchema = { type: 'string', pattern: '^[0-9]{9,16}$' };
export const legalId: JsonSchema = { type: 'string', pattern: '^[0-9]{11}$' };
export const mobile: JsonSchema = { type: 'string', pattern: '^\\+989[0-9]{9}$' };
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
export const licences: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['kind', 'issuer'],
    properties: {
      id: { type: 'string', pattern: '^[0-9]{6,20}$' },
      kind: { type: 'string' },
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
