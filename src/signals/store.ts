import { type Insertable, type Selectable, sql } from 'kysely';
import type { SignalTable } from '../db/schema/signals.ts';
import type { Operation } from '../operation.ts';

export type SignalRow = Selectable<SignalTable>;

const seen = [
  'id',
  'client_id',
  'kind',
  'state',
  'created_at',
  'tried_at',
  'next_try_at',
  'attempts',
  'status',
  'failure',
] as const;
export type DeliveryRow = Pick<SignalRow, (typeof seen)[number]>;

export async function insertSignal(op: Operation, row: Insertable<SignalTable>): Promise<void> {
  await op.db.insertInto('signal').values(row).execute();
}

const claimed = ['id', 'client_id', 'kind', 'sealed', 'attempts'] as const;
export type ClaimedRow = Pick<SignalRow, (typeof claimed)[number]>;

/** Claims waiting rows and sets their next try: 10, 20, 40 … seconds from now, an hour at the most. */
export function claimWaiting(
  op: Operation,
  { limit, except }: { readonly limit: number; readonly except: readonly string[] },
): Promise<ClaimedRow[]> {
  return op.db
    .updateTable('signal')
    .set({
      attempts: sql`attempts + 1`,
      tried_at: op.at,
      next_try_at: sql`${op.at}::timestamptz
        + make_interval(secs => least(10 * power(2, least(attempts, 20)), 3600))`,
    })
    .where('id', 'in', eb =>
      eb
        .selectFrom('signal')
        .select('id')
        .where('state', '=', 'waiting')
        .where('next_try_at', '<=', op.at)
        .$if(except.length > 0, query => query.where('client_id', 'not in', except))
        .orderBy('next_try_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(claimed)
    .execute();
}

export async function markDelivered(op: Operation, id: string, status: number): Promise<void> {
  await op.db
    .updateTable('signal')
    .set({ state: 'delivered', status, failure: null })
    .where('id', '=', id)
    .execute();
}

export async function markFailed(
  op: Operation,
  id: string,
  { status, failure, giveUp }: { status: number | null; failure: string | null; giveUp: boolean },
): Promise<void> {
  await op.db
    .updateTable('signal')
    .set({ status, failure, ...(giveUp ? { state: 'given_up' as const } : {}) })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** @returns whether there was one that was not delivered yet */
export async function reviveSignal(op: Operation, id: string): Promise<boolean> {
  const result = await op.db
    .updateTable('signal')
    .set({ state: 'waiting', attempts: 0, next_try_at: op.at })
    .where('id', '=', id)
    .where('state', '!=', 'delivered')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export function selectSignal(op: Operation, id: string): Promise<DeliveryRow | undefined> {
  return op.db.selectFrom('signal').select(seen).where('id', '=', id).executeTakeFirst();
}

export function selectSignals(
  op: Operation,
  filter: {
    readonly state?: SignalRow['state'];
    readonly clientId?: string;
    readonly before?: string;
    readonly limit: number;
  },
): Promise<DeliveryRow[]> {
  let query = op.db.selectFrom('signal').select(seen);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.clientId) query = query.where('client_id', '=', filter.clientId);
  if (filter.before)
    query = query.where(
      sql<boolean>`(created_at, id) < (select created_at, id from signal where id = ${filter.before}::uuid)`,
    );
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute();
}

/** Of what was not delivered: what was is kept for weeks, and is most. */
export async function countByState(op: Operation): Promise<Partial<Record<SignalRow['state'], number>>> {
  const rows = await op.db
    .selectFrom('signal')
    .select(['state', eb => eb.fn.countAll<string>().as('count')])
    .where('state', '<>', 'delivered')
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(row => [row.state, Number(row.count)]));
}

export async function deleteBefore(op: Operation, before: Date, limit: number): Promise<number> {
  const result = await op.db
    .deleteFrom('signal')
    .where('id', 'in', eb =>
      eb
        .selectFrom('signal')
        .select('id')
        .where('created_at', '<', before)
        .where('state', '!=', 'waiting')
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
