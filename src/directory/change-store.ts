import { type Insertable, type Selectable, sql } from 'kysely';
import type { DirectoryChangeRowTable, DirectoryChangeTable } from '../db/schema/directory.ts';
import type { Operation } from '../operation.ts';

export type ChangeRow = Selectable<DirectoryChangeTable>;
export type StagedRow = Selectable<DirectoryChangeRowTable>;

export async function insertChange(op: Operation, row: Insertable<DirectoryChangeTable>): Promise<void> {
  await op.db.insertInto('directory_change').values(row).execute();
}

export async function insertStaged(
  op: Operation,
  rows: readonly Insertable<DirectoryChangeRowTable>[],
): Promise<void> {
  if (rows.length > 0) await op.db.insertInto('directory_change_row').values(rows).execute();
}

/** Goes on from one state to another, once. @returns false when it was in another */
export async function moveChange(
  op: Operation,
  id: string,
  from: ChangeRow['state'],
  to: Partial<Omit<ChangeRow, 'id' | 'about' | 'source'>>,
): Promise<boolean> {
  const done = await op.db
    .updateTable('directory_change')
    .set(to)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export function selectChange(op: Operation, id: string): Promise<ChangeRow | undefined> {
  return op.db.selectFrom('directory_change').selectAll().where('id', '=', id).executeTakeFirst();
}

export interface ChangesFilter {
  readonly waiting: boolean;
  /** The last one already read. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Newest first; with `waiting` only those that wait for a decision. */
export function selectChanges(op: Operation, filter: ChangesFilter): Promise<ChangeRow[]> {
  let query = op.db.selectFrom('directory_change').selectAll();
  if (filter.waiting) query = query.where('state', '=', 'waiting');
  if (filter.after)
    query = query.where(
      sql<boolean>`(sent_at, id) < (select last.sent_at, last.id from directory_change last where last.id = ${filter.after})`,
    );
  return query.orderBy('sent_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute();
}

export interface StagedFilter {
  readonly bad: boolean;
  /** Rows behind this line. */
  readonly after: number;
  readonly limit: number;
}

export function selectStaged(op: Operation, id: string, filter: StagedFilter): Promise<StagedRow[]> {
  return op.db
    .selectFrom('directory_change_row')
    .selectAll()
    .where('change_id', '=', id)
    .where('act', filter.bad ? '=' : '<>', 'bad')
    .where('line', '>', filter.after)
    .orderBy('line')
    .limit(filter.limit)
    .execute();
}

/** A change of one entry that waits. */
export function selectWaitingFor(
  op: Operation,
  about: ChangeRow['about'],
  key: string,
): Promise<{ id: string } | undefined> {
  return op.db
    .selectFrom('directory_change')
    .innerJoin('directory_change_row', 'directory_change_row.change_id', 'directory_change.id')
    .select('directory_change.id')
    .where('directory_change.state', '=', 'waiting')
    .where('directory_change.about', '=', about)
    .where('directory_change_row.key', '=', key)
    .where('directory_change_row.act', '<>', 'bad')
    .orderBy('directory_change.sent_at')
    .executeTakeFirst();
}

/** What nobody goes on with: files whose sender went away, and rows that were decided long ago. */
export async function sweepChanges(
  op: Operation,
  before: { readonly receiving: Date; readonly decided: Date },
) {
  await op.db
    .updateTable('directory_change')
    .set({ state: 'failed' })
    .where('state', '=', 'receiving')
    .where('sent_at', '<', before.receiving)
    .execute();
  await op.db
    .deleteFrom('directory_change_row')
    .where('change_id', 'in', query =>
      query
        .selectFrom('directory_change')
        .select('id')
        .where('state', 'in', ['applied', 'refused', 'failed'])
        .where('sent_at', '<', before.decided),
    )
    .execute();
}
