import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { readTables } from './tables.ts';

interface Found {
  table_name: string;
  column_name: string;
  data_type: string;
  nullable: boolean;
  comment: string | null;
  checks: string | null;
}

let database: TestDatabase;
let found: Found[];
beforeAll(async () => {
  database = await testDatabase();
  const { rows } = await sql<Found>`
    select c.table_name, c.column_name, c.data_type, c.is_nullable = 'YES' as nullable,
      col_description(format('%I', c.table_name)::regclass, c.ordinal_position) as comment,
      (select string_agg(pg_get_constraintdef(k.oid), ' ') from pg_constraint k
        where k.conrelid = format('%I', c.table_name)::regclass and k.contype = 'c'
          and k.conkey = array[c.ordinal_position::smallint]) as checks
    from information_schema.columns c
    where c.table_schema = 'public' and c.table_name <> 'migration'
    order by c.table_name, c.ordinal_position`.execute(database.db);
  found = rows;
});
afterAll(() => database.close());

/** uuid is text to the program: the driver reads it so. */
const asRead = (type: string) => (type === 'uuid' ? 'text' : type);

test('the types of the tables are those of the migrated database', () => {
  const line = (table: string, column: string, type: string, nullable: boolean) =>
    `${table}.${column} ${type}${nullable ? ' or null' : ''}`;
  const inCode = readTables().flatMap(table =>
    table.columns.map(column => line(table.name, column.name, column.type, column.nullable)),
  );
  const inDatabase = found.map(row =>
    line(row.table_name, row.column_name, asRead(row.data_type), row.nullable),
  );
  expect(inCode.sort()).toEqual(inDatabase.sort());
});

test('where the program knows a closed list of words, the database checks the same list', () => {
  const inCode = readTables().flatMap(table =>
    table.columns
      .filter(column => column.values)
      .map(column => `${table.name}.${column.name}: ${column.values?.join(' ')}`),
  );
  const inDatabase = found
    .map(row => ({
      row,
      words: [...(row.checks ?? '').matchAll(/'(\w+)'::text/g)].map(match => match[1] ?? ''),
    }))
    .filter(({ words }) => words.length > 0)
    .map(({ row, words }) => `${row.table_name}.${row.column_name}: ${words.sort().join(' ')}`);
  expect(inCode.sort()).toEqual(inDatabase.sort());
});

test('every column says whether it is sensitive', () => {
  const silent = found.filter(row => !/^(public|internal|personal|secret)\b/.test(row.comment ?? ''));
  expect(silent.map(row => `${row.table_name}.${row.column_name}`)).toEqual([]);
});

test('what is sealed is a secret, and what is bytes is sealed or a hash', () => {
  const open = found.filter(
    row =>
      row.data_type === 'bytea' &&
      /seal|payload|wrapped|secret/.test(row.column_name) &&
      !row.comment?.startsWith('secret'),
  );
  expect(open.map(row => `${row.table_name}.${row.column_name}`)).toEqual([]);
});

test('names of tables and columns are plain words, without digits', () => {
  const names = new Set(found.flatMap(row => [row.table_name, row.column_name]));
  expect([...names].filter(name => !/^[a-z]+(_[a-z]+)*$/.test(name))).toEqual([]);
});
