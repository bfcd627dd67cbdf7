import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { EventStreamTable } from '../db/schema/events.ts';
import type { Operation } from '../operation.ts';

export type StreamRow = Selectable<EventStreamTable>;

const columns = [
  'id',
  'client_id',
  'method',
  'sealed',
  'kinds',
  'requested',
  'description',
  'status',
  'reason',
  'created_at',
  'changed_at',
  'position',
  'done',
  'attempts',
  'next_try_at',
  'tried_at',
  'delivered_at',
  'http_status',
  'failure',
  'refused',
  'verified_at',
] as const;

export async function insertStream(op: Operation, row: Insertable<EventStreamTable>): Promise<void> {
  await op.db.insertInto('event_stream').values(row).execute();
}

export async function updateStream(
  op: Operation,
  id: string,
  change: Updateable<EventStreamTable>,
): Promise<void> {
  await op.db.updateTable('event_stream').set(change).where('id', '=', id).execute();
}

export async function deleteStream(op: Operation, id: string): Promise<void> {
  await op.db.deleteFrom('event_stream').where('id', '=', id).execute();
}

export function selectStream(op: Operation, id: string): Promise<StreamRow | undefined> {
  return op.db.selectFrom('event_stream').select(columns).where('id', '=', id).executeTakeFirst();
}

/** Held until the transaction ends. */
export function lockStream(op: Operation, id: string): Promise<StreamRow | undefined> {
  return op.db.selectFrom('event_stream').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** All of a client, or of everybody. */
export function selectStreams(op: Operation, clientId?: string): Promise<StreamRow[]> {
  let query = op.db.selectFrom('event_stream').select(columns);
  if (clientId !== undefined) query = query.where('client_id', '=', clientId);
  return query.orderBy('created_at').orderBy('id').execute();
}

export async function selectStreamsBy(op: Operation, ids: readonly string[]): Promise<StreamRow[]> {
  if (ids.length === 0) return [];
  return op.db.selectFrom('event_stream').select(columns).where('id', 'in', ids).execute();
}

type Behind = Pick<StreamRow, 'id' | 'client_id' | 'status' | 'reason'>;

/** Streams that have not come as far as the last position of their client, and are to. */
export async function selectBehind(op: Operation, lastOf: ReadonlyMap<string, string>): Promise<Behind[]> {
  const { rows } = await sql<Behind>`
    select s.id, s.client_id, s.status, s.reason from event_stream s
    join unnest(${[...lastOf.keys()]}::text[], ${[...lastOf.values()]}::bigint[]) as l (client_id, last)
      on l.client_id = s.client_id and s.position < l.last
    where s.status <> 'disabled'`.execute(op.db);
  return rows;
}

/** Push streams with something after their position, claimed for a while: other processes take others. */
export function claimDue(op: Operation, head: string, until: Date, limit: number): Promise<StreamRow[]> {
  return op.db
    .updateTable('event_stream')
    .set({ next_try_at: until, tried_at: op.at })
    .where('id', 'in', eb =>
      eb
        .selectFrom('event_stream')
        .select('id')
        .where('method', '=', 'push')
        .where('status', '=', 'enabled')
        .where('next_try_at', '<=', op.at)
        .where('position', '<', head)
        .orderBy('next_try_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(columns)
    .execute();
}

/** Moves on to the head where nothing was for the stream; not backward, and not over what somebody acknowledges now. */
export async function moveOn(op: Operation, id: string, from: string, head: string): Promise<void> {
  await op.db
    .updateTable('event_stream')
    .set({ position: head })
    .where('id', '=', id)
    .where('position', '=', from)
    .where(sql<boolean>`done = '{}'`)
    .where('position', '<', head)
    .execute();
}

export async function insertRemoved(op: Operation, streamId: string, subject: string): Promise<void> {
  await op.db
    .insertInto('event_stream_subject')
    .values({ stream_id: streamId, subject_id: subject, removed_at: op.at })
    .onConflict(conflict => conflict.doNothing())
    .execute();
}

export async function deleteRemoved(
  op: Operation,
  streamId: string,
  subjects: readonly string[],
): Promise<void> {
  await op.db
    .deleteFrom('event_stream_subject')
    .where('stream_id', '=', streamId)
    .where('subject_id', 'in', subjects)
    .execute();
}

export async function countRemoved(op: Operation, streamId: string): Promise<number> {
  const { count } = await op.db
    .selectFrom('event_stream_subject')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .where('stream_id', '=', streamId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Those of the subjects that the stream is not to tell of. */
export async function selectRemoved(
  op: Operation,
  streamId: string,
  subjects: readonly string[],
): Promise<Set<string>> {
  if (subjects.length === 0) return new Set();
  const rows = await op.db
    .selectFrom('event_stream_subject')
    .select('subject_id')
    .where('stream_id', '=', streamId)
    .where('subject_id', 'in', [...new Set(subjects)])
    .execute();
  return new Set(rows.map(row => row.subject_id));
}
