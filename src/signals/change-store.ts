import { type Insertable, type Selectable, sql } from 'kysely';
import { readTogether } from '../db/index.ts';
import type { ChangeTable } from '../db/schema/signals.ts';
import type { Operation } from '../operation.ts';

const columns = [
  'id',
  'position',
  'at',
  'kind',
  'subject_id',
  'person_id',
  'client_id',
  'stream_id',
  'fields',
  'data',
  'tracking',
  'audience',
] as const;
export type ChangeRow = Pick<Selectable<ChangeTable>, (typeof columns)[number]>;

export async function insertChange(op: Operation, row: Insertable<ChangeTable>): Promise<void> {
  await op.db.insertInto('change').values(row).execute();
}

/** The last position, held until the transaction ends; undefined while another process holds it. */
export async function lockHead(op: Operation): Promise<string | undefined> {
  const row = await op.db
    .selectFrom('change_head')
    .select('position')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row?.position;
}

export async function selectHead(op: Operation): Promise<string> {
  const row = await op.db.selectFrom('change_head').select('position').executeTakeFirstOrThrow();
  return row.position;
}

export async function hasUnplaced(op: Operation): Promise<boolean> {
  const row = await op.db
    .selectFrom('change')
    .select('id')
    .where('position', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Committed, in the order of writing, without a position. */
export function selectUnplaced(op: Operation, limit: number): Promise<ChangeRow[]> {
  return op.db
    .selectFrom('change')
    .select(columns)
    .where('position', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export interface Placing {
  readonly id: string;
  readonly position: string;
  readonly audience: readonly string[];
}

/** Ids of clients hold no commas. */
export async function placeChanges(op: Operation, placings: readonly Placing[]): Promise<void> {
  if (placings.length === 0) return;
  await sql`
update change set position = p.position, audience = string_to_array(p.audience, ',')
from unnest(${placings.map(({ id }) => id)}::bigint[], ${placings.map(({ position }) => position)}::bigint[],
  ${placings.map(({ audience }) => audience.join(','))}::text[]) as p (id, position, audience)
where change.id = p.id`.execute(op.db);
  const last = placings.at(-1)?.position ?? '0';
  await op.db.updateTable('change_head').set({ position: last }).execute();
}

export async function deleteChanges(op: Operation, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from change where id = any(${ids}::bigint[])`.execute(op.db);
}

/** For one client, upward from a position. */
export function selectPlaced(
  op: Operation,
  clientId: string,
  after: string,
  limit: number,
): Promise<ChangeRow[]> {
  return op.db
    .selectFrom('change')
    .select(columns)
    .where('position', '>', after)
    .where(sql<boolean>`${clientId} = any(audience)`)
    .orderBy('position')
    .limit(limit)
    .execute();
}

/** Positions for one client upward from one. */
export async function selectPositions(
  op: Operation,
  clientId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await op.db
    .selectFrom('change')
    .select('position')
    .where('position', '>', after)
    .where(sql<boolean>`${clientId} = any(audience)`)
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(row => row.position ?? '');
}

const selectOldestOf = readTogether<readonly [clientId: string, after: string], Date | null>(
  async (db, asked) => {
    const { rows } = await sql<{ at: Date | null }>`
      select found.at from unnest(${asked.map(([clientId]) => clientId)}::text[], ${asked.map(([, after]) => after)}::bigint[])
        with ordinality as a (client_id, after, place)
      left join lateral (
        select c.at from change c where c.position > a.after and a.client_id = any(c.audience) order by c.position limit 1
      ) found on true order by a.place`.execute(db);
    return rows.map(row => row.at);
  },
);

/** The moment of the first change after a position that is for this client; of many in one statement. */
export async function selectOldest(
  op: Operation,
  clientId: string,
  after: string,
): Promise<Date | undefined> {
  return (await selectOldestOf(op, [clientId, after])) ?? undefined;
}

/** Of the oldest places of the log those from before a moment: the last of all, and of each client. */
export async function selectGoing(
  op: Operation,
  before: Date,
  limit: number,
): Promise<{ upTo: string; lastOf: Map<string, string> } | undefined> {
  const { rows } = await sql<{ client_id: string | null; last: string }>`
    with oldest as (
      select position, at, audience from change where position is not null order by position limit ${limit}
    )
    select client_id, max(position) as last from oldest left join lateral unnest(audience) as client_id on true
    where at < ${before} group by client_id order by last desc`.execute(op.db);
  const upTo = rows[0]?.last;
  if (upTo === undefined) return undefined;
  return { upTo, lastOf: new Map(rows.map(({ client_id, last }) => [client_id ?? '', last])) };
}

/** Removes places of the log from before a moment. @returns how many */
export async function deletePlacedBefore(op: Operation, before: Date, upTo: string): Promise<number> {
  const result = await op.db
    .deleteFrom('change')
    .where('position', '<=', upTo)
    .where('at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export async function countUnplaced(op: Operation): Promise<number> {
  const { count } = await op.db
    .selectFrom('change')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .where('position', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
