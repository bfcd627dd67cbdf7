import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';

export type StopRow = Selectable<Schema['client_stop']>;

const columns = [
  'id',
  'client_id',
  'agency_id',
  'reason',
  'stopped_by',
  'stopped_at',
  'confirm_by',
  'confirmed_by',
  'confirmed_at',
  'lift_asked_by',
  'lift_asked_at',
  'lifted_by',
  'lifted_at',
] as const;

/** @returns false when it is stopped already */
export async function insertStop(op: Operation, row: Insertable<Schema['client_stop']>): Promise<boolean> {
  const done = await op.db
    .insertInto('client_stop')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Suspends the client, or every working client of the agency. @returns their ids */
export async function suspendUnder(
  op: Operation,
  stop: { id: string; client_id: string | null; agency_id: string | null },
): Promise<string[]> {
  const query = op.db
    .updateTable('client')
    .set({ state: 'suspended', stop_id: stop.id, changed_at: op.at })
    .where('state', '=', 'active');
  const rows = await (stop.client_id
    ? query.where('id', '=', stop.client_id)
    : query.where('agency_id', '=', stop.agency_id)
  )
    .returning('id')
    .execute();
  return rows.map(row => row.id);
}

/** Gives back what the stop took, but for what another stop still covers, or what has retired. @returns those that work again */
export async function resumeFrom(op: Operation, stopId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string; stop_id: string | null }>`
    update client set changed_at = ${op.at}, stop_id = (
      select s.id from client_stop s where s.lifted_at is null
        and (s.client_id = client.id or s.agency_id = client.agency_id) limit 1)
    where stop_id = ${stopId} returning id, stop_id`.execute(op.db);
  const free = rows.filter(row => row.stop_id === null).map(row => row.id);
  if (free.length === 0) return [];
  const resumed = await op.db
    .updateTable('client')
    .set({ state: 'active' })
    .where('id', 'in', free)
    .where('state', '=', 'suspended')
    .where('stage', '<>', 'retired')
    .returning('id')
    .execute();
  return resumed.map(row => row.id);
}

export function selectStop(op: Operation, id: string): Promise<StopRow | undefined> {
  return op.db
    .selectFrom('client_stop')
    .select(columns)
    .where(sql<boolean>`id::text = ${id}`)
    .executeTakeFirst();
}

/** Those that hold first, each group newest first. */
export function selectStops(
  op: Operation,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<StopRow[]> {
  let query = op.db.selectFrom('client_stop').select(columns);
  if (page.after)
    query = query.where(
      sql<boolean>`exists (select from client_stop last where last.id = ${page.after}
        and ((client_stop.lifted_at is not null) > (last.lifted_at is not null)
          or (client_stop.lifted_at is not null) = (last.lifted_at is not null)
            and (client_stop.stopped_at, client_stop.id) < (last.stopped_at, last.id)))`,
    );
  return query
    .orderBy(sql`lifted_at is not null`)
    .orderBy('stopped_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

/** A stop that holds over this client, by itself or by its agency. */
export function selectStopOver(op: Operation, clientId: string): Promise<StopRow | undefined> {
  return op.db
    .selectFrom('client_stop')
    .select(columns)
    .where('lifted_at', 'is', null)
    .where(eb =>
      eb.or([
        eb('client_id', '=', clientId),
        eb('agency_id', '=', eb.selectFrom('client').select('agency_id').where('id', '=', clientId)),
      ]),
    )
    .orderBy('stopped_at')
    .executeTakeFirst();
}

/** What nobody confirmed in time. */
export function selectUnconfirmed(op: Operation): Promise<StopRow[]> {
  return op.db
    .selectFrom('client_stop')
    .select(columns)
    .where('lifted_at', 'is', null)
    .where('confirmed_at', 'is', null)
    .where('confirm_by', '<=', op.at)
    .orderBy('confirm_by')
    .limit(100)
    .execute();
}

/** Once: @returns false when somebody did it before. */
export async function markStop(
  op: Operation,
  id: string,
  mark: Updateable<Schema['client_stop']>,
  unless: 'confirmed_at' | 'lift_asked_at' | 'lifted_at',
): Promise<boolean> {
  const done = await op.db
    .updateTable('client_stop')
    .set(mark)
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .where(unless, 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
