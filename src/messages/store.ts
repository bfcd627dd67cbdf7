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

/** Codes have a lane of their own: they are worth nothing later. */
export type Lane = 'codes' | 'others';
export type ClaimedRow = Pick<Row, 'id' | 'channel' | 'sealed' | 'attempts'>;

/** Longer than a carrier is given for one: nobody else takes it as long as it may be on the way. */
const LEASE_SECONDS = 30;

/** Claims waiting rows for a while. */
export function claimWaiting(op: Operation, lane: Lane, limit: number): Promise<ClaimedRow[]> {
  return op.db
    .updateTable('message')
    .set({
      attempts: sql`attempts + 1`,
      next_try_at: sql`${op.at}::timestamptz + make_interval(secs => ${LEASE_SECONDS})`,
    })
    .where('id', 'in', eb =>
      eb
        .selectFrom('message')
        .select('id')
        .where('state', '=', 'waiting')
        .where('useful_until', lane === 'codes' ? 'is not' : 'is', null)
        .$if(lane === 'codes', query => query.where('useful_until', '>', op.at))
        .where('next_try_at', '<=', op.at)
        .orderBy('next_try_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'channel', 'sealed', 'attempts'])
    .execute();
}

/** Not carried: tried again 5, 10, 20 … seconds from now. */
export async function markFailed(op: Operation, id: string, attempts: number): Promise<void> {
  const pause = 5_000 * 2 ** Math.min(attempts - 1, 10);
  await op.db
    .updateTable('message')
    .set({ failed_at: op.at, next_try_at: new Date(op.at.getTime() + pause) })
    .where('id', '=', id)
    .execute();
}

/** Nobody waits for them any more. */
export async function giveUpUseless(op: Operation): Promise<void> {
  await op.db
    .updateTable('message')
    .set({ state: 'given_up' })
    .where('state', '=', 'waiting')
    .where('useful_until', '<=', op.at)
    .execute();
}

/** One that has been tried and was not carried. */
export async function selectFailed(op: Operation, channel: Row['channel'], before: Date): Promise<boolean> {
  const row = await op.db
    .selectFrom('message')
    .select('id')
    .where('state', '=', 'waiting')
    .where('channel', '=', channel)
    .where('failed_at', 'is not', null)
    .where('created_at', '<', before)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function markMessage(op: Operation, id: string, state: 'sent' | 'given_up'): Promise<void> {
  await op.db.updateTable('message').set({ state }).where('id', '=', id).execute();
}

/** Of what was not sent. */
export async function countByState(op: Operation): Promise<Partial<Record<Row['state'], number>>> {
  const rows = await op.db
    .selectFrom('message')
    .select(['state', eb => eb.fn.countAll<string>().as('count')])
    .where('state', 'in', ['waiting', 'given_up'])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(row => [row.state, Number(row.count)]));
}

/** What waits still is not erased: its sender was told that it will leave. */
export async function deleteExpired(op: Operation, limit: number): Promise<number> {
  const result = await op.db
    .deleteFrom('message')
    .where('id', 'in', eb =>
      eb
        .selectFrom('message')
        .select('id')
        .where('expires_at', '<', op.at)
        .where('state', '!=', 'waiting')
        .limit(limit),
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
