import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byKeys, type Db, openDatabase } from '../../src/db/index.ts';
import { findPostgres } from '../support/needs.ts';

const databaseUrl = findPostgres();

describe.skipIf(!databaseUrl)('statements that are sent again and again', () => {
  let db: Db;
  beforeAll(() => {
    db = openDatabase({ databaseUrl, dataDir: '', poolSize: 1 });
  });
  afterAll(() => db?.destroy());

  const preparedLike = async (part: string) => {
    const { rows } = await sql<{
      statement: string;
    }>`select statement from pg_prepared_statements`.execute(db);
    return rows.filter(row => row.statement.includes(part)).length;
  };

  it('are planned once by a connection; one that is sent once is not kept there', async () => {
    for (let n = 0; n < 8; n++) {
      const { rows } = await sql<{ sum: number }>`select ${n}::int + 1 as sum`.execute(db);
      expect(rows).toEqual([{ sum: n + 1 }]);
    }
    await sql`select ${1}::int as sent_once`.execute(db);
    expect(await preparedLike('as sum')).toBe(1);
    expect(await preparedLike('as sent_once')).toBe(0);
  });

  it('that find rows by lists of keys have one plan for all of them', async () => {
    const plans = async () => {
      const { rows } = await sql<{
        generic_plans: string;
        custom_plans: string;
      }>`select generic_plans, custom_plans from pg_prepared_statements where statement like '%as by_key%'`.execute(
        byKeys(db),
      );
      return rows.map(row => [Number(row.custom_plans), Number(row.generic_plans) > 0]);
    };
    for (let n = 1; n < 9; n++) {
      const keys = Array.from({ length: n }, (_, at) => at);
      await sql`select as_key as by_key from unnest(${keys}::int[]) as as_key`.execute(byKeys(db));
    }
    expect(await plans()).toEqual([[0, true]]);
  });

  it('work again after a migration has changed their columns', async () => {
    await sql`create temporary table kept (a int)`.execute(db);
    const ask = () => sql`select * from kept where a > ${0}`.execute(db);
    for (let n = 0; n < 6; n++) await ask();
    await sql`alter table kept add column b int`.execute(db);
    await expect(ask()).rejects.toMatchObject({ code: '0A000' });
    for (let n = 0; n < 6; n++) expect((await ask()).rows).toEqual([]);
  });
});
