import { sql } from 'kysely';
import type { Operation } from '../operation.ts';

/** How often fields were handed out on one day of Tehran, to one client, on one basis. */
export interface ReleaseCount {
  /** ISO day */
  readonly day: string;
  readonly clientId: string;
  readonly basis: 'consent' | 'law';
  readonly count: number;
}

export interface ReleaseCountFilter {
  readonly subjectIds: readonly string[];
  /** Also what this person did for others. */
  readonly personId?: string;
  readonly since: Date;
}

/** An entry that was committed late has an earlier moment than others that were counted before it. */
const LATE = sql`interval '1 hour'`;

/**
 * What was counted behind the seal, and beside it the entries that came since, which are few: one range of an index
 * for each subject.
 */
export async function selectReleaseCounts(
  op: Operation,
  filter: ReleaseCountFilter,
): Promise<ReleaseCount[]> {
  const { personId = null, since } = filter;
  const subjects = sql`any(${[...filter.subjectIds]}::uuid[])`;
  const { rows } = await sql<{ day: string; client_id: string; basis: string; count: string }>`
with tally as materialized (
  select coalesce(max(last_id), 0) as last_id, max(last_at) - ${LATE} as after from audit_tally
), counted as (
  select day, client_id, basis, count from audit_subject_day
  where subject_id = ${subjects} and day >= (${since}::timestamptz at time zone 'Asia/Tehran')::date
  union all
  select day, client_id, basis, count from audit_actor_day
  where person_id = ${personId}::uuid and not subject_id = ${subjects}
    and day >= (${since}::timestamptz at time zone 'Asia/Tehran')::date
), fresh as (
  select e.at, e.client_id, e.data from tally, audit_event e
  where e.subject_id = ${subjects} and e.kind = 'profile.released'
    and e.at >= coalesce(tally.after, ${since}) and e.at >= ${since} and e.id > tally.last_id
  union all
  select e.at, e.client_id, e.data from tally, audit_event e
  where e.person_id = ${personId}::uuid and e.person_id is distinct from e.subject_id
    and not coalesce(e.subject_id = ${subjects}, false) and e.kind = 'profile.released'
    and e.at >= coalesce(tally.after, ${since}) and e.at >= ${since} and e.id > tally.last_id
)
select to_char(day, 'YYYY-MM-DD') as day, client_id, basis, sum(count) as count from (
  select day, client_id, basis, count from counted
  union all
  select (at at time zone 'Asia/Tehran')::date, coalesce(client_id, ''), data->>'basis', 1 from fresh
) every group by 1, 2, 3`.execute(op.db);
  return rows.map(row => ({
    day: row.day,
    clientId: row.client_id,
    basis: row.basis === 'law' ? 'law' : 'consent',
    count: Number(row.count),
  }));
}

/** Of each day, each client by its own entry of the index: what others were given is passed over unread. */
export async function selectReleasesTo(
  op: Operation,
  clientIds: readonly string[],
  days: number,
): Promise<{ clientId: string; basis: 'consent' | 'law'; count: number }[]> {
  const { rows } = await sql<{ part: string; basis: string; count: string }>`
    select d.part, d.basis, sum(d.count) as count
    from generate_series(0, ${days - 1}::int) as back (days)
    cross join unnest(${[...clientIds]}::text[]) as client (id)
    join audit_day d on d.day = (${op.at}::timestamptz at time zone 'Asia/Tehran')::date - back.days
      and d.kind = 'profile.released' and d.part = client.id
    group by d.part, d.basis`.execute(op.db);
  return rows.map(({ part, basis, count }) => ({
    clientId: part,
    basis: basis === 'law' ? 'law' : 'consent',
    count: Number(count),
  }));
}

/** Whoever counts holds this row until his transaction ends; the others leave. */
export async function lockTally(op: Operation): Promise<{ last_id: string } | undefined> {
  await sql`insert into audit_tally (last_id) values (0) on conflict do nothing`.execute(op.db);
  const { rows } = await sql<{ last_id: string }>`
    select last_id from audit_tally for update skip locked`.execute(op.db);
  return rows[0];
}

/** The last entry up to which may be counted: sealed, and at most so many after the last one counted. */
export async function selectTallyEnd(op: Operation, lastId: string, most: number): Promise<string> {
  const { rows } = await sql<{ last_id: string | null }>`
    select max(last_id) as last_id from audit_block
    where last_id > ${lastId} and last_id <= ${lastId}::bigint + ${most}`.execute(op.db);
  if (rows[0]?.last_id) return rows[0].last_id;
  const { rows: next } = await sql<{ last_id: string }>`
    select last_id from audit_block where last_id > ${lastId} order by last_id limit 1`.execute(op.db);
  return next[0]?.last_id ?? lastId;
}

/** Adds the entries of a range to the days, and moves the mark: once for each, or not at all. */
export async function addToTally(
  op: Operation,
  range: { readonly after: string; readonly upTo: string; readonly kinds: readonly string[] },
): Promise<void> {
  await sql`
with news as materialized (
  select id, at, (at at time zone 'Asia/Tehran')::date as day, kind, subject_id, person_id, client_id, data
  from audit_event where id > ${range.after} and id <= ${range.upTo}
), by_subject as (
  insert into audit_subject_day as known (subject_id, day, client_id, basis, count)
  select subject_id, day, coalesce(client_id, ''), coalesce(data->>'basis', ''), count(*)
  from news where kind = 'profile.released' and subject_id is not null group by 1, 2, 3, 4
  on conflict (subject_id, day, client_id, basis) do update set count = known.count + excluded.count
), by_actor as (
  insert into audit_actor_day as known (person_id, day, subject_id, client_id, basis, count)
  select person_id, day, subject_id, coalesce(client_id, ''), coalesce(data->>'basis', ''), count(*)
  from news where kind = 'profile.released' and person_id <> subject_id group by 1, 2, 3, 4, 5
  on conflict (person_id, day, subject_id, client_id, basis) do update set count = known.count + excluded.count
), days as materialized (
  select day, kind, coalesce(client_id, data->>'registry', '') as part,
    coalesce(data->>'basis', data->>'outcome', '') as basis, count(*) as count,
    coalesce(sum(jsonb_array_length(data->'fields')) filter (where kind = 'profile.released'), 0) as fields
  from news where kind = any(${[...range.kinds]}::text[]) group by 1, 2, 3, 4
), by_day as (
  insert into audit_day as known (day, kind, part, basis, count, fields)
  select day, kind, part, basis, count, fields from days
  on conflict (day, kind, part, basis) do update
    set count = known.count + excluded.count, fields = known.fields + excluded.fields
), forgotten as (
  delete from audit_published where day in (select day from days where kind = 'profile.released')
), by_total as (
  insert into audit_total as known (day, kind, part, basis, count, fields)
  select day, kind, case when kind = 'registries.asked' then part else '' end, basis, sum(count), sum(fields)
  from days group by 1, 2, 3, 4
  on conflict (day, kind, part, basis) do update
    set count = known.count + excluded.count, fields = known.fields + excluded.fields
)
update audit_tally set last_id = ${range.upTo},
  last_at = greatest(last_at, (select max(at) from news))`.execute(op.db);
}

export interface DayRow {
  readonly day: string;
  readonly kind: string;
  readonly part: string;
  readonly basis: string;
  readonly count: string;
  readonly fields: string;
}

export interface DayFilter {
  /** ISO, both included. */
  readonly from: string;
  readonly until: string;
}

/** Both tables have the same columns. */
function daysIn(op: Operation, table: 'audit_day' | 'audit_total', { from, until }: DayFilter) {
  return op.db
    .selectFrom(table as 'audit_day')
    .selectAll()
    .where('day', '>=', from)
    .where('day', '<=', until)
    .orderBy('day')
    .orderBy('kind')
    .orderBy('part')
    .orderBy('basis');
}

/** Client by client: with thousands of them, many rows for each day. */
export function selectDays(op: Operation, days: DayFilter): Promise<DayRow[]> {
  return daysIn(op, 'audit_day', days).execute();
}

/** Of all clients together; of each registry. */
export function selectTotals(op: Operation, days: DayFilter): Promise<DayRow[]> {
  return daysIn(op, 'audit_total', days).execute();
}

/** Of one client. */
export function selectDaysOf(op: Operation, part: string, days: DayFilter): Promise<DayRow[]> {
  return daysIn(op, 'audit_day', days).where('part', '=', part).execute();
}

/** Subjects whose fields a client was handed under law since a day, by id: what the tally has counted so far. */
export async function selectServedByLaw(
  op: Operation,
  of: {
    readonly clientId: string;
    readonly since: Date;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<string[]> {
  const { rows } = await sql<{ subject_id: string }>`
    select distinct subject_id from audit_subject_day
    where client_id = ${of.clientId} and basis = 'law'
      and day >= (${of.since}::timestamptz at time zone 'Asia/Tehran')::date
      and (${of.after}::uuid is null or subject_id > ${of.after}::uuid)
    order by subject_id limit ${of.limit}`.execute(op.db);
  return rows.map(row => row.subject_id);
}
