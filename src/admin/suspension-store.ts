import { type Insertable, type Selectable, sql } from 'kysely';
import type { Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';

export type SuspensionRow = Selectable<Schema['account_suspension']>;

const columns = [
  'id',
  'person_id',
  'reason',
  'reference',
  'stopped_by',
  'stopped_at',
  'lift_asked_by',
  'lift_asked_at',
  'lifted_by',
  'lifted_at',
] as const;

/** @returns undefined when one holds over this account already */
export function insertSuspension(
  op: Operation,
  row: Insertable<Schema['account_suspension']>,
): Promise<SuspensionRow | undefined> {
  return op.db
    .insertInto('account_suspension')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .returning(columns)
    .executeTakeFirst();
}

/** @param personIds the accounts of one person */
export async function holdsOver(op: Operation, personIds: readonly string[]): Promise<boolean> {
  const row = await op.db
    .selectFrom('account_suspension')
    .select('id')
    .where('person_id', 'in', personIds)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

export function selectSuspensions(
  op: Operation,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<SuspensionRow[]> {
  let query = op.db.selectFrom('account_suspension').select(columns);
  if (page.after)
    query = query.where(
      sql<boolean>`(stopped_at, id) < (select last.stopped_at, last.id from account_suspension last where last.id = ${page.after})`,
    );
  return query.orderBy('stopped_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** For changing: the transaction holds it. */
export function lockSuspension(op: Operation, id: string): Promise<SuspensionRow | undefined> {
  return op.db
    .selectFrom('account_suspension')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function markSuspension(
  op: Operation,
  id: string,
  mark: Partial<Pick<SuspensionRow, 'lift_asked_by' | 'lift_asked_at' | 'lifted_by' | 'lifted_at'>>,
): Promise<void> {
  await op.db.updateTable('account_suspension').set(mark).where('id', '=', id).execute();
}
