import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogue, fieldApplies } from '../../src/profile/index.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
beforeAll(async () => {
  t = await testSystem();
});
afterAll(() => t.close());

test('of each field of the catalogue the database says as the catalogue does whether a company has it or a person, in the order of the purpose', async () => {
  const keys = [
    ...catalogue.map(({ key }) => key),
    'entity.seat_in_province:23',
    'person.age_over:21',
  ].reverse();
  const { rows } = await sql<{ entity: string[]; self: string[] }>`
    select applying_fields(${keys}::text[], true) as entity, applying_fields(${keys}::text[], false) as self`.execute(
    t.system.db,
  );
  expect(rows[0]).toEqual({
    entity: keys.filter(key => fieldApplies(key, 'entity')),
    self: keys.filter(key => fieldApplies(key, 'person')),
  });
});
