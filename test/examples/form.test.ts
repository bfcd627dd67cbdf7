import { describe, expect, test } from 'vitest';
import { emptyBoxes, fillForm } from '../../examples/relying-party/form.ts';
import type { Field, Profile } from '../../examples/relying-party/profile.ts';
import { customs, systems, tax } from '../../examples/systems/index.ts';
import { findField } from '../../src/profile/index.ts';

const value = (of: Partial<Field>): Field => ({
  value: 'x',
  status: 'present',
  class: 'authoritative',
  source: { registry: 'legal-persons', custodian: 'x' },
  fetched_at: '2026-11-21T08:00:00Z',
  stale: false,
  ...of,
});
const profile = (fields: Record<string, Field>): Profile => ({
  subject: { type: 'legal_entity' },
  release: 'r',
  fields,
});

describe('the purposes of the example systems', () => {
  for (const { key, purpose, boxes } of Object.values(systems)) {
    test(`${key} asks for fields that are in the catalogue, and each fills a box`, () => {
      for (const field of purpose.fields) expect(findField(field), field).toBeDefined();
      const used = boxes.flatMap(box => Object.values(box.from ?? {}));
      expect([...purpose.fields].sort()).toEqual([...new Set(used)].sort());
    });

    test(`${key} takes company fields for a company and personal ones for a person`, () => {
      for (const { from } of boxes) {
        expect(from?.legal_entity ?? 'entity.').toMatch(/^entity\./);
        expect(from?.self ?? 'person.').toMatch(/^(person|business)\./);
      }
    });
  }

  test('tax spares a company seventeen boxes, and customs asks for some of the same fields', () => {
    expect(fillForm(tax, 'legal_entity', undefined).hollow).toHaveLength(20);
    expect(tax.boxes.filter(box => box.from?.legal_entity)).toHaveLength(17);
    const both = tax.purpose.fields.filter(field => customs.purpose.fields.includes(field));
    expect(both.length).toBeGreaterThanOrEqual(8);
  });
});

describe('the form', () => {
  test('a value fills its box, a disputed one too; what the register lacks stays with the person', () => {
    const form = fillForm(
      tax,
      'legal_entity',
      profile({
        'entity.legal_name': value({}),
        'entity.legal_id': value({ status: 'disputed' }),
        'entity.capital': value({ status: 'absent', value: null }),
        'entity.phones': value({ status: 'source_down', value: null }),
        'entity.under_50_staff': value({ status: 'not_applicable', value: null }),
      }),
    );
    expect(form.filled.map(({ box }) => box.name)).toEqual(['name', 'number']);
    const why = Object.fromEntries(form.hollow.map(({ box, why }) => [box.name, why]));
    expect(why).toMatchObject({
      capital: 'absent',
      phone: 'source_down',
      email: 'withheld',
      sales: undefined,
    });
    expect(why).not.toHaveProperty('small');
  });

  test('what is left empty is named, and blanks do not count as an answer', () => {
    const form = fillForm(customs, 'legal_entity', undefined);
    const typed = Object.fromEntries(form.hollow.map(({ box }) => [box.name, 'x']));
    expect(emptyBoxes(form, typed)).toEqual(new Set());
    expect(emptyBoxes(form, { ...typed, goods: '  ', weight: undefined })).toEqual(
      new Set(['goods', 'weight']),
    );
  });
});
