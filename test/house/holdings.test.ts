import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdings } from '../../src/me/index.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

let database: TestDatabase;
let personal: string[];
beforeAll(async () => {
  database = await testDatabase();
  const { rows } = await sql<{ name: string }>`
    select distinct c.relname as name from pg_description d
    join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and d.objsubid > 0 and d.description like 'personal%'
    order by 1`.execute(database.db);
  personal = rows.map(({ name }) => name);
});
afterAll(() => database?.close());

test('of every table that holds something about a person, the export has it or says why not', () => {
  expect(personal.length).toBeGreaterThan(20);
  expect(personal.filter(name => holdings[name] === undefined)).toEqual([]);
});

test('no line is of a table that holds nothing personal, or is not there', () => {
  expect(Object.keys(holdings).filter(name => !personal.includes(name))).toEqual([]);
});

test('what is left out has a reason', () => {
  const reasons = Object.values(holdings).flatMap(holding => ('because' in holding ? [holding.because] : []));
  expect(reasons.filter(reason => reason.length < 30)).toEqual([]);
});
