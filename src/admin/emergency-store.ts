import { type Insertable, type Selectable, sql } from 'kysely';
import type { Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';

export type EmergencyRow = Selectable<Schema['staff_emergency']>;

const columns = [
  'id',
  'person_id',
  'reference',
  'hours',
  'asked_by',
  'asked_at',
  'confirmed_by',
  'confirmed_at',
  'until',
  'ended_by',
  'ended_at',
] as const;

export async function insertEmergency(
  op: Operation,
  row: Insertable<Schema['staff_emergency']>,
): Promise<void> {
  await op.db.insertInto('staff_emergency').values(row).execute();
}

export async function isInEmergency(op: Operation, personId: string): Promise<boolean> {
  const row = await op.db
    .selectFrom('staff_emergency')
    .select('id')
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .where('until', '>', op.at)
    .executeTakeFirst();
  return row !== undefined;
}

export function selectEmergencies(
  op: Operation,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<EmergencyRow[]> {
  let query = op.db.selectFrom('staff_emergency').select(columns);
  if (page.after)
    query = query.where(
      sql<boolean>`(asked_at, id) < (select last.asked_at, last.id from staff_emergency last where last.id = ${page.after})`,
    );
  return query.orderBy('asked_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** For changing: the transaction holds it. */
export function lockEmergency(op: Operation, id: string): Promise<EmergencyRow | undefined> {
  return op.db
    .selectFrom('staff_emergency')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function confirmRow(op: Operation, id: string, by: string, until: Date): Promise<void> {
  await op.db
    .updateTable('staff_emergency')
    .set({ confirmed_by: by, confirmed_at: op.at, until })
    .where('id', '=', id)
    .execute();
}

export async function endRow(op: Operation, id: string, by: string): Promise<void> {
  await op.db
    .updateTable('staff_emergency')
    .set({ ended_by: by, ended_at: op.at })
    .where('id', '=', id)
    .execute();
}

/** Ends what a person was asked for or holds. */
export function endRowsOf(op: Operation, personId: string): Promise<EmergencyRow[]> {
  return op.db
    .updateTable('staff_emergency')
    .set({ ended_at: op.at })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('until', '>', op.at)
    .returning(columns)
    .execute();
}
