import type { FieldEntry } from './field.ts';
import { day, foreignId, legalId, role, tenDigits, yesNo } from './shapes.ts';

/** Who directs an entity and who binds it by signature. */
export const entityPeopleFields: readonly FieldEntry[] = [
  {
    key: 'entity.officers',
    type: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'role', 'since'],
        properties: {
          role: role,
          since: day,
          until: day,
          legal_id: legalId,
          national_id: tenDigits,
          foreign_id: foreignId,
          name: { type: 'string' },
        },
      },
    },
    registry: 'legal-persons',
    class: 'authoritative',
    classification: 'restricted',
    freshDays: 1,
    vocabulary: 'org:hasMember; schema:member',
  },
  {
    key: 'entity.managing_director',
    type: {
      type: 'object',
      required: ['name'],
      properties: {
        since: day,
        until: day,
        national_id: tenDigits,
        foreign_id: foreignId,
        name: { type: 'string' },
      },
    },
    registry: 'legal-persons',
    class: 'derived',
    classification: 'restricted',
    freshDays: 1,
    vocabulary: 'org:headOf; schema:employee',
    inputs: ['entity.officers'],
  },
  {
    key: 'entity.board_members',
    type: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'role'],
        properties: {
          role: role,
          until: day,
          legal_id: legalId,
          national_id: tenDigits,
          foreign_id: foreignId,
          name: { type: 'string' },
        },
      },
    },
    registry: 'legal-persons',
    class: 'derived',
    classification: 'restricted',
    freshDays: 1,
    vocabulary: 'org:hasMember; schema:member',
    inputs: ['entity.officers'],
  },
  {
    key: 'entity.signatories',
    type: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name'],
        properties: {
          role: role,
          until: day,
          national_id: tenDigits,
          foreign_id: foreignId,
          name: { type: 'string' },
        },
      },
    },
    registry: 'legal-persons',
    class: 'authoritative',
    classification: 'restricted',
    freshDays: 1,
    vocabulary: 'cv:hasPowerOfAttorney',
  },
  {
    key: 'entity.signature_rule',
    type: {
      type: 'array',
      items: {
        type: 'object',
        required: ['mode', 'text'],
        properties: {
          scope: { type: 'string', enum: ['binding', 'ordinary'] },
          mode: { type: 'string', enum: ['sole', 'joint', 'liquidator', 'none'] },
          threshold: { type: 'integer', minimum: 1 },
          of: { type: 'array', items: { type: 'string' } },
          with_seal: yesNo,
          text: { type: 'string' },
        },
      },
    },
    registry: 'legal-persons',
    class: 'authoritative',
    classification: 'restricted',
    freshDays: 1,
    vocabulary: 'cv:hasPowerOfAttorney; cv:scopeOfAttorney',
  },
  {
    key: 'entity.has_current_board',
    type: yesNo,
    registry: 'legal-persons',
    class: 'derived',
    classification: 'public',
    freshDays: 1,
    vocabulary: null,
    inputs: ['entity.signatories', 'entity.signature_rule'],
  },
  {
    key: 'entity.binds_by_one',
    type: yesNo,
    registry: 'legal-persons',
    class: 'derived',
    classification: 'public',
    freshDays: 1,
    vocabulary: null,
    inputs: ['entity.signature_rule'],
  },
];
