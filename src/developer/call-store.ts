import { sql } from 'kysely';
import type { Operation } from '../operation.ts';

export interface CallRow {
  readonly client_id: string;
  readonly minute: Date;
  readonly step: string;
  readonly code: string;
  readonly reason: string;
  readonly parameter: string;
  readonly said: string;
  readonly count: number;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly request_id: string;
  /** Whether it was the client, or only said so. */
  readonly proven: boolean;
}

/** Words of whoever only says to be the client do not replace its own. */
const weighs = sql`excluded.proven or not client_call.proven`;

/** Adds to what stands there for the same minute. No two rows may be of the same kind. */
export async function addCalls(op: Operation, rows: readonly CallRow[]): Promise<void> {
  if (rows.length === 0) return;
  await op.db
    .insertInto('client_call')
    .values([...rows])
    .onConflict(conflict =>
      conflict.columns(['client_id', 'minute', 'step', 'code', 'reason', 'parameter']).doUpdateSet({
        count: sql<number>`client_call.count + excluded.count`,
        last_at: sql<Date>`greatest(client_call.last_at, excluded.last_at)`,
        said: sql<string>`case when ${weighs} then excluded.said else client_call.said end`,
        request_id: sql<string>`case when ${weighs} then excluded.request_id else client_call.request_id end`,
        proven: sql<boolean>`client_call.proven or excluded.proven`,
      }),
    )
    .execute();
}

/**
 * Of these clients only the newest stay: so many that failed, so many that succeeded, and apart from them so many of
 * whoever only said to be one of them.
 */
export async function trimCalls(
  op: Operation,
  clients: readonly string[],
  most: { readonly own: number; readonly claimed: number },
): Promise<void> {
  if (clients.length === 0) return;
  await sql`delete from client_call c using (
      select client_id, minute, step, code, reason, parameter, proven, row_number() over (
        partition by client_id, proven, code = '' order by last_at desc, minute desc) as place
      from client_call where client_id = any(${[...clients]}::text[])) old
    where old.place > case when old.proven then ${most.own}::int else ${most.claimed}::int end and c.client_id = old.client_id and c.minute = old.minute and c.step = old.step
      and c.code = old.code and c.reason = old.reason and c.parameter = old.parameter`.execute(op.db);
}

export async function deleteCallsBefore(op: Operation, before: Date): Promise<void> {
  await op.db.deleteFrom('client_call').where('last_at', '<', before).execute();
}

export type Wanted = 'all' | 'errors' | 'successes';

/** Newest first. */
export function selectCalls(
  op: Operation,
  clientId: string,
  wanted: Wanted,
  limit: number,
): Promise<CallRow[]> {
  let query = op.db
    .selectFrom('client_call')
    .select([
      'client_id',
      'minute',
      'step',
      'code',
      'reason',
      'parameter',
      'said',
      'count',
      'first_at',
      'last_at',
      'request_id',
      'proven',
    ])
    .where('client_id', '=', clientId)
    .orderBy('last_at', 'desc')
    .orderBy('first_at', 'desc')
    .limit(limit);
  if (wanted !== 'all') query = query.where('code', wanted === 'errors' ? '<>' : '=', '');
  return query.execute();
}
