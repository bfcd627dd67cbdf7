import { type Insertable, type Selectable, sql } from 'kysely';
import type { MessageTable } from '../db/schema/messages.ts';
import type { Operation } from '../operation.ts';

type Row = Selectable<MessageTable>;

export async function insertMessage(op: Operation, row: Insertable<MessageTable>): Promise<void> {
  await op.db.insertInto('message').values(row).execute();
}

export function selectRecent(
  op: Operation,
  limit: number,
): Promise<Pick<Row, 'id' | 'sealed' | 'created_at'>[]> {
  return op.db
    .selectFrom('message')
    .select(['id', 'sealed', 'created_at'])
    .where('state', '!=', 'to_nobody')
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
}

/** Claims waiting rows and sets their next try: 5, 10, 20 … seconds from now. */
export function claimWaiting(
  op: Operation,
  limit: number,
): Promise<Pick<Row, 'id' | 'channel' | 'sealed' | 'attempts'>[]> {
  return op.db
    .updateTable('message')
    .set({
      attempts: sql`attempts + 1`,
      next_try_at: sql`${op.at}::timestamptz + make_interval(secs => 5 * power(2, least(attempts, 10)))`,
    })
    .where('id', 'in', eb =>
      eb
        .selectFrom('message')
        .select('id')
        .where('state', '=', 'waiting')
        .where('next_try_at', '<=', op.at)
        .orderBy('next_try_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'channel', 'sealed', 'attempts'])
    .execute();
}

/** One that has been tried and was not carried. */
export async function selectTried(op: Operation, channel: Row['channel'], before: Date): Promise<boolean> {
  const row = await op.db
    .selectFrom('message')
    .select('id')
    .where('state', '=', 'waiting')
    .where('channel', '=', channel)
    .where('attempts', '>', 0)
    .where('created_at', '<', before)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function markMessage(op: Operation, id: string, state: 'sent' | 'given_up'): Promise<void> {
  await op.db.updateTable('message').set({ state }).where('id', '=', id).execute();
}

export async function countByState(op: Operation): Promise<Partial<Record<Row['state'], number>>> {
  const rows = await op.db
    .selectFrom('message')
    .select(['state', eb => eb.fn.countAll<string>().as('count')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(row => [row.state, Number(row.count)]));
}

export async function deleteExpired(op: Operation, limit: number): Promise<number> {
  const result = await op.db
    .deleteFrom('message')
    .where('id', 'in', eb =>
      eb.selectFrom('message').select('id').where('expires_at', '<', op.at).limit(limit),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Those of a person that are not erased yet, newest first. */
export function selectOfPerson(
  op: Operation,
  personId: string,
): Promise<Pick<Row, 'channel' | 'state' | 'created_at'>[]> {
  return op.db
    .selectFrom('message')
    .select(['channel', 'state', 'created_at'])
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .limit(1000)
    .execute();
}

export async function deleteOfPerson(op: Operation, personId: string): Promise<void> {
  await op.db.deleteFrom('message').where('person_id', '=', personId).execute();
}
