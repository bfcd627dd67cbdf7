import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ibanRemainder, type LegalId, type PersonId } from '../../src/identifiers.ts';
import { catalogue, findField } from '../../src/profile/index.ts';
import { fitsType } from '../../src/profile/schema.ts';
import type { FieldFact, RegistrySubject } from '../../src/registries/index.ts';
import { inventEntity, inventPerson } from '../../src/registries/invented/index.ts';
import { type TestCountry, testCountry } from '../support/country.ts';

const AT = new Date('2026-11-21T07:22:00Z');
/** Many enough that every kind of paper is held by somebody. */
const NUMBERS = Array.from({ length: 24 }, (_, at) => 1000 + at * 7);

let country: TestCountry;
const answered = new Map<string, FieldFact[]>();
/** What all registers together say of one person. */
const persons: { id: string; fields: Record<string, FieldFact> }[] = [];

beforeAll(async () => {
  country = await testCountry(() => AT);
  const subjects: RegistrySubject[] = [
    ...country.country.entities.map(({ legalId }) => ({ kind: 'entity', id: legalId }) as const),
    ...NUMBERS.map(n => ({ kind: 'entity', id: inventEntity(n).legalId as LegalId }) as const),
    ...[...country.country.people, ...NUMBERS.map(inventPerson)].map(
      ({ id, mobile, given, family, birthDate }) =>
        ({
          kind: 'person',
          id: id as PersonId,
          mobile,
          claimed: { name: `${given.fa} ${family.fa}`, birthDate },
        }) as const,
    ),
  ];
  for (const subject of subjects) {
    const all: Record<string, FieldFact> = {};
    if (subject.kind === 'person') persons.push({ id: subject.id, fields: all });
    for (const port of country.registries.fields.values()) {
      const { fields } = await port.facts(subject, 5_000);
      Object.assign(all, fields);
      for (const [key, fact] of Object.entries(fields))
        answered.set(key, [...(answered.get(key) ?? []), fact]);
    }
  }
});
afterAll(() => country.close());

describe('the invented country', () => {
  test('gives no value that its field’s own schema refuses', () => {
    const wrong = [...answered].flatMap(([key, facts]) => {
      const field = findField(key);
      return facts
        .filter(fact => fact.status === 'present' && !(field && fitsType(field, fact.value)))
        .map(() => key);
    });
    expect(wrong).toEqual([]);
  });

  test('hands nobody a number of a person by the record of another field', () => {
    const told = persons.flatMap(({ id, fields }) =>
      Object.entries(fields).flatMap(([key, fact]) => {
        const record = fact.status === 'present' ? fact.record : null;
        // Whoever sees the field sees that number in it anyway.
        if (
          record === null ||
          JSON.stringify(fact).replace(`"record":"${record}"`, '').includes(`"${record}"`)
        )
          return [];
        const others = Object.entries(fields).filter(([other]) => other !== key);
        const values = others.flatMap(([, one]) =>
          one.status === 'present' ? [JSON.stringify(one.value)] : [],
        );
        return record.includes(id) || values.some(value => value.includes(`"${record}"`)) ? [key] : [];
      }),
    );
    expect([...new Set(told)].join()).toBe('');
  });

  test('has a value for every field that a register keeps, and answers for no field of another register', () => {
    const kept = catalogue.filter(({ registry, inputs }) => registry !== null && !inputs?.length);
    const given = (key: string) => (answered.get(key) ?? []).some(({ status }) => status === 'present');
    expect(kept.map(({ key }) => key).filter(key => !given(key))).toEqual([]);
    const foreign = [...answered.keys()].filter(key => {
      const field = findField(key);
      return !field || (field.registry === null && field.attestedBy === undefined);
    });
    expect(foreign).toEqual([]);
  });

  test('gives only IBANs whose check digits are right', () => {
    const lists = [
      ...(answered.get('entity.bank_accounts') ?? []),
      ...(answered.get('business.bank_accounts') ?? []),
    ];
    const ibans = lists.flatMap(fact =>
      fact.status === 'present' ? (fact.value as readonly { iban: string }[]).map(({ iban }) => iban) : [],
    );
    expect(ibans.length).toBeGreaterThan(20);
    expect(ibans.filter(iban => ibanRemainder(iban) !== 1)).toEqual([]);
  });
});
