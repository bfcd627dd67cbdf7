import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import { readTogether } from '../db/index.ts';
import type { OfficeTable } from '../db/schema/mandates.ts';
import type { Operation } from '../operation.ts';

export type OfficeRow = Selectable<OfficeTable>;

const columns = [
  'id',
  'entity_id',
  'officer_hash',
  'sealed',
  'role',
  'mode',
  'required',
  'since',
  'until',
  'ended_at',
  'end_reason',
  'record',
  'as_of',
  'closed_at',
  'combinations',
] as const;

export function selectOfficesOfEntity(op: Operation, entityId: string): Promise<OfficeRow[]> {
  return op.db.selectFrom('office').select(columns).where('entity_id', '=', entityId).execute();
}

/** Whose powers are read, in one entity or in all. */
export interface Asked {
  readonly person: Buffer;
  readonly entityId: string | undefined;
}

/** The offices of one officer, and those of the others in the same entities: co-signatories are named. */
export const selectOfficesAround = readTogether<Asked, OfficeRow[]>(async (db, all) => {
  const { rows } = await sql<OfficeRow & { n: number }>`
with asked as (
  select * from unnest(${all.map(one => one.person)}::bytea[], ${all.map(one => one.entityId ?? null)}::uuid[])
    with ordinality as a(officer, entity_id, n)
), own as (
  select distinct asked.n, o.entity_id from asked join office o on o.officer_hash = asked.officer
    and (asked.entity_id is null or o.entity_id = asked.entity_id)
) select own.n::integer as n, ${sql.join(columns.map(column => sql.ref(`o.${column}`)))}
  from own join office o on o.entity_id = own.entity_id order by o.since`.execute(db);
  return all.map((_, at) => rows.filter(row => row.n === at + 1).map(({ n: _n, ...row }) => row));
});

export function selectOffices(op: Operation, ids: readonly string[]): Promise<OfficeRow[]> {
  return op.db
    .selectFrom('office')
    .select(columns)
    .where('id', 'in', [...ids])
    .execute();
}

export async function selectEntityIdsOf(op: Operation, officer: Buffer): Promise<string[]> {
  const rows = await op.db
    .selectFrom('office')
    .select('entity_id')
    .distinct()
    .where('officer_hash', '=', officer)
    .execute();
  return rows.map(row => row.entity_id);
}

export async function insertOffice(op: Operation, row: Insertable<OfficeTable>): Promise<void> {
  await op.db.insertInto('office').values(row).execute();
}

export async function updateOffice(op: Operation, id: string, row: Updateable<OfficeTable>): Promise<void> {
  await op.db.updateTable('office').set(row).where('id', '=', id).execute();
}

/** The register said the same again. */
export async function renewOffices(op: Operation, ids: readonly string[], asOf: Date): Promise<void> {
  if (ids.length === 0) return;
  await op.db
    .updateTable('office')
    .set({ as_of: asOf })
    .where('id', 'in', [...ids])
    .execute();
}

/** Those of the offices that were still open are closed now. @returns their ids */
export async function closeOffices(op: Operation, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await op.db
    .updateTable('office')
    .set({ closed_at: op.at })
    .where('id', 'in', [...ids])
    .where('closed_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map(row => row.id);
}

export async function reopenOffices(op: Operation, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await op.db
    .updateTable('office')
    .set({ closed_at: null })
    .where('id', 'in', [...ids])
    .execute();
}
