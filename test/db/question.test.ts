import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Db, openDatabase } from '../../src/db/index.ts';
import { findPostgres } from '../support/needs.ts';

const databaseUrl = findPostgres();
const POINT = 600 as Parameters<typeof pg.types.getTypeParser>[0];

describe.skipIf(!databaseUrl)('answers of the database', () => {
  let db: Db;
  beforeAll(() => {
    db = openDatabase({ databaseUrl, dataDir: '', poolSize: 1 });
  });
  afterAll(() => db?.destroy());

  it('are plain objects with what each column holds, and null where nothing is', async () => {
    const { rows } = await sql`
      select n, null::text as nothing, '{"a": [1]}'::jsonb as json, '\\x0102'::bytea as bytes, date '2026-11-22' as day,
        timestamptz '2026-11-22T10:00Z' as moment, array['x', null]::text[] as list, 9007199254740993::bigint as big
      from generate_series(1, ${2}::int) n`.execute(db);
    const row = {
      nothing: null,
      json: { a: [1] },
      bytes: Buffer.from([1, 2]),
      day: '2026-11-22',
      moment: new Date('2026-11-22T10:00Z'),
      list: ['x', null],
      big: '9007199254740993',
    };
    expect(rows).toEqual([
      { n: 1, ...row },
      { n: 2, ...row },
    ]);
    expect(Object.getPrototypeOf(rows[0])).toBe(Object.prototype);
  });

  it('are empty where no row is found', async () => {
    expect((await sql`select 1 as one where ${false}`.execute(db)).rows).toEqual([]);
  });

  it('say how many rows a change has met', async () => {
    await sql`create temporary table met (n int)`.execute(db);
    const met = async (least: number) =>
      (await sql`update met set n = n + 1 where n >= ${least}`.execute(db)).numAffectedRows;
    await sql`insert into met select generate_series(1, ${3}::int)`.execute(db);
    expect([await met(2), await met(9)]).toEqual([2n, 0n]);
  });

  it('that are errors keep their code, and the connection goes on', async () => {
    await expect(sql`select ${1}::int / 0`.execute(db)).rejects.toMatchObject({ code: '22012' });
    expect((await sql`select ${2}::int as two`.execute(db)).rows).toEqual([{ two: 2 }]);
  });

  it('that cannot be read fail their own statement, neither the process nor the connection', async () => {
    const known = pg.types.getTypeParser(POINT, 'text');
    pg.types.setTypeParser(POINT, () => {
      throw new Error('unreadable');
    });
    try {
      await expect(sql`select point(${1}, 2) as at from generate_series(1, 3)`.execute(db)).rejects.toThrow(
        'unreadable',
      );
    } finally {
      pg.types.setTypeParser(POINT, known);
    }
    expect((await sql`select ${2}::int as two`.execute(db)).rows).toEqual([{ two: 2 }]);
  });
});
