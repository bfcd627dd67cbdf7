import type { Insertable, Selectable } from 'kysely';
import type { Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';

export type ViewRow = Selectable<Schema['support_view']>;

const columns = [
  'id',
  'person_id',
  'code_hash',
  'parts',
  'made_at',
  'code_until',
  'opened_by',
  'opened_at',
  'until',
  'ended_at',
] as const;

export async function insertView(op: Operation, row: Insertable<Schema['support_view']>): Promise<void> {
  await op.db.insertInto('support_view').values(row).execute();
}

/** By a code that nobody used yet: only one of two who type it at once gets it. */
export function takeView(
  op: Operation,
  codeHash: Buffer,
  opener: { readonly personId: string; readonly until: Date },
): Promise<ViewRow | undefined> {
  return op.db
    .updateTable('support_view')
    .set({ opened_by: opener.personId, opened_at: op.at, until: opener.until, code_hash: null })
    .where('code_hash', '=', codeHash)
    .where('opened_at', 'is', null)
    .where('ended_at', 'is', null)
    .where('code_until', '>', op.at)
    .where('person_id', '<>', opener.personId)
    .returning(columns)
    .executeTakeFirst();
}

export function selectView(op: Operation, id: string): Promise<ViewRow | undefined> {
  return op.db.selectFrom('support_view').select(columns).where('id', '=', id).executeTakeFirst();
}

export function selectViewsOf(op: Operation, personId: string, most: number): Promise<ViewRow[]> {
  return op.db
    .selectFrom('support_view')
    .select(columns)
    .where('person_id', '=', personId)
    .orderBy('made_at', 'desc')
    .limit(most)
    .execute();
}

/** Ends those of a person that are not over: all, or one. @returns their ids */
export async function endViews(op: Operation, personId: string, id?: string): Promise<string[]> {
  const rows = await op.db
    .updateTable('support_view')
    .set({ ended_at: op.at })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where(eb =>
      eb.or([eb.and([eb('opened_at', 'is', null), eb('code_until', '>', op.at)]), eb('until', '>', op.at)]),
    )
    .$if(id !== undefined, query => query.where('id', '=', id ?? ''))
    .returning('id')
    .execute();
  return rows.map(row => row.id);
}

/** Codes that nobody used say nothing any more. */
export async function deleteUnused(op: Operation, before: Date): Promise<void> {
  await op.db
    .deleteFrom('support_view')
    .where('opened_at', 'is', null)
    .where('code_until', '<', before)
    .execute();
}

/** The record keeps who looked, and when. */
export async function deleteOver(op: Operation, before: Date): Promise<void> {
  await op.db.deleteFrom('support_view').where('until', '<', before).execute();
}
