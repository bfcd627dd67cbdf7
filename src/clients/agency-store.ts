import { type Insertable, sql } from 'kysely';
import { readByKey, type Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';
import type { AgencyInPlace } from './client.ts';

const agencyColumns = ['id', 'name_fa', 'name_en', 'parent_id'] as const;

const agencyOf = (row: {
  id: string;
  name_fa: string;
  name_en: string;
  parent_id: string | null;
}): AgencyInPlace => ({
  id: row.id,
  name: { fa: row.name_fa, en: row.name_en },
  parentId: row.parent_id,
});

export async function selectAgencies(op: Operation): Promise<AgencyInPlace[]> {
  const rows = await op.db.selectFrom('agency').select(agencyColumns).orderBy('id').execute();
  return rows.map(agencyOf);
}

/** Of many that are asked for at the same moment, in one statement. */
export const selectAgenciesById = readByKey(
  async (db, ids): Promise<AgencyInPlace[]> =>
    (
      await db
        .selectFrom('agency')
        .select(agencyColumns)
        .where(sql<boolean>`id = any(${ids}::text[])`)
        .execute()
    ).map(agencyOf),
  agency => agency.id,
);

/** An agency and those above it, itself first; a subsidiary has none of its own. */
export async function selectAgencyLine(op: Operation, id: string): Promise<AgencyInPlace[]> {
  const { rows } = await sql<Parameters<typeof agencyOf>[0]>`
    with recursive line as (
      select id, name_fa, name_en, parent_id, 1 as deep from agency where id = ${id}
      union all
      select a.id, a.name_fa, a.name_en, a.parent_id, line.deep + 1 from line join agency a on a.id = line.parent_id
      where line.deep < 2
    ) select id, name_fa, name_en, parent_id from line order by deep`.execute(op.db);
  return rows.map(agencyOf);
}

/** Those that stand right under one of these. */
export async function selectSubsidiaries(
  op: Operation,
  parentIds: readonly string[],
): Promise<AgencyInPlace[]> {
  const rows = await op.db
    .selectFrom('agency')
    .select(agencyColumns)
    .where('parent_id', 'in', [...parentIds])
    .orderBy('id')
    .execute();
  return rows.map(agencyOf);
}

export async function agencyExists(op: Operation, id: string): Promise<boolean> {
  const row = await op.db.selectFrom('agency').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** @returns false when the id is taken */
export async function insertAgency(op: Operation, row: Insertable<Schema['agency']>): Promise<boolean> {
  const done = await op.db
    .insertInto('agency')
    .values(row)
    .onConflict(conflict => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
