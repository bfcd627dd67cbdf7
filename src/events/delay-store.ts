import { type RawBuilder, sql } from 'kysely';
import type { Operation } from '../operation.ts';

/** Since when something waits for a stream; nothing waits for one that is disabled. */
const sinceOf: RawBuilder<Date | null> = sql`(
  select c.at from change c
  where s.status <> 'disabled' and c.position > s.position and s.client_id = any(c.audience)
  order by c.position limit 1)`;

/** A page of all streams: what waits longest comes first, what nothing waits for last. */
export async function selectDelays(
  op: Operation,
  { after, limit }: { readonly after?: string; readonly limit: number },
): Promise<{ id: string; since: Date | null }[]> {
  const place = sql`coalesce(since, 'infinity'), created_at, id`;
  const { rows } = await sql<{ id: string; since: Date | null }>`
    with delay as materialized (select s.id, s.created_at, ${sinceOf} as since from event_stream s)
    select id, since from delay
    where coalesce((${place}) > (select ${place} from delay where id = ${after ?? null}::uuid), true)
    order by ${place} limit ${limit}`.execute(op.db);
  return rows;
}

export interface Delays {
  readonly push: Date | null;
  readonly poll: Date | null;
  readonly dead: number;
}

/** Of the streams that are enabled: the longest by how they are delivered, and how many wait since before a moment. */
export async function sumDelays(op: Operation, deadBefore: Date): Promise<Delays> {
  const { rows } = await sql<{ push: Date | null; poll: Date | null; dead: string }>`
    with delay as materialized (
      select s.method, ${sinceOf} as since from event_stream s where s.status = 'enabled'
    )
    select min(since) filter (where method = 'push') as push, min(since) filter (where method = 'poll') as poll,
      count(*) filter (where since < ${deadBefore}) as dead
    from delay`.execute(op.db);
  const { push = null, poll = null, dead = 0 } = rows[0] ?? {};
  return { push, poll, dead: Number(dead) };
}
