import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  findEntity,
  findEntityByLegalId,
  getEntity,
  listEntities,
  recordEntity,
} from '../../src/entities/index.ts';
import type { LegalId } from '../../src/identifiers.ts';
import type { Fact, LegalPerson } from '../../src/registries/index.ts';
import { shredSubject } from '../../src/vault/index.ts';
import { companies } from '../support/people.ts';
import { type TestSystem, testSystem } from '../support/system.ts';

let t: TestSystem;
beforeAll(async () => {
  t = await testSystem();
});
afterAll(() => t.close());

async function ask(id: string): Promise<Fact<LegalPerson>> {
  const fact = await t.system.registries.legalPersons.find(id as LegalId);
  if (!fact) throw new Error('the register does not know it');
  return fact;
}

test('a company is kept as the register describes it, and found by its national identifier', async () => {
  const entity = await recordEntity(t.op(), await ask(companies.arvand.id));
  expect(entity).toMatchObject({
    legalId: companies.arvand.id,
    name: { fa: companies.arvand.fa, en: companies.arvand.en },
    status: 'active',
  });
  expect(await getEntity(t.op(), entity.id)).toEqual(entity);
  expect(await findEntityByLegalId(t.op(), entity.legalId)).toEqual(entity);
});

test('what the register says later replaces it; what it said earlier does not', async () => {
  const fact = await ask(companies.pars.id);
  const first = await recordEntity(t.op(), fact);
  const later = new Date(fact.asOf.getTime() + 60_000);
  const renamed = { ...fact.value, name: { fa: 'نام تازه', en: 'New name' } };
  const second = await recordEntity(t.op(), { ...fact, value: renamed, asOf: later });
  expect(second.id).toBe(first.id);
  expect(await recordEntity(t.op(), fact)).toEqual(second);
  expect((await getEntity(t.op(), first.id)).name.en).toBe('New name');
});

test('two answers at once make one company with one key', async () => {
  const fact = await ask(companies.khazar.id);
  const [one, two] = await Promise.all([recordEntity(t.op(), fact), recordEntity(t.op(), fact)]);
  expect(one.id).toBe(two.id);
  const keys = await t.system.db.selectFrom('subject_key').select('subject_id').execute();
  const entities = await t.system.db.selectFrom('entity').select('id').execute();
  expect(keys.map(({ subject_id }) => subject_id).sort()).toEqual(entities.map(({ id }) => id).sort());
});

test('several are read in one statement, and one that is not there is missing', async () => {
  const ids = (await t.system.db.selectFrom('entity').select('id').execute()).map(({ id }) => id);
  const found = await listEntities(t.op(), [...ids, '00000000-0000-4000-8000-000000000000']);
  expect(found).toHaveLength(ids.length);
  expect(await listEntities(t.op(), [])).toEqual([]);
});

test('in the database stands neither its name nor its identifier, and without its key nothing is left', async () => {
  const entity = await recordEntity(t.op(), await ask(companies.zagros.id));
  const row = await t.system.db
    .selectFrom('entity')
    .selectAll()
    .where('id', '=', entity.id)
    .executeTakeFirstOrThrow();
  const text = JSON.stringify(row) + row.sealed.toString('latin1') + row.sealed.toString('utf8');
  for (const secret of [entity.legalId, entity.name.fa, entity.name.en]) expect(text).not.toContain(secret);
  await shredSubject(t.op(), entity.id);
  expect(await findEntity(t.op(), entity.id)).toBeUndefined();
  await expect(getEntity(t.op(), entity.id)).rejects.toMatchObject({ code: 'entities.not_found' });
});

test('one that the register gave another number answers with a pointer to it', async () => {
  const { khazar, zagros } = companies;
  expect((await recordEntity(t.op(), await ask(khazar.id))).successor).toBeUndefined();
  t.country.setValue(khazar.id as LegalId, {
    successor: { legalId: zagros.id as LegalId, reason: 'TAGHIR_SHENASE', since: '2026-03-21' },
  });
  t.clock.advance({ minutes: 1 });
  await recordEntity(t.op(), await ask(khazar.id));
  expect((await findEntityByLegalId(t.op(), khazar.id as LegalId))?.successor).toEqual({
    legalId: zagros.id,
    reason: 'renumbered',
    since: '2026-03-21',
  });
});
