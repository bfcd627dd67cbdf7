import { type Insertable, sql } from 'kysely';
import { listsFrom, listsOf } from '../db/index.ts';
import type { AuditEventTable } from '../db/schema/audit.ts';
import type { Operation } from '../operation.ts';
import { columns, toEvent } from './rows.ts';
import type { AuditEvent } from './vocabulary.ts';

export async function insertEvents(
  op: Operation,
  rows: readonly Insertable<AuditEventTable>[],
): Promise<void> {
  await op.db
    .insertInto('audit_event')
    .values([...rows])
    .execute();
}

export type EventRow = Insertable<AuditEventTable>;

const listed = {
  ...{ public_id: 'uuid', at: 'timestamptz', kind: 'text', person_id: 'uuid', subject_id: 'uuid' },
  ...{ client_id: 'text', tracking: 'text', data: 'text' },
};

/**
 * The same as a part of a statement of another room: its changes and the entries about them are one.
 * @param first the number of the first parameter; the values are those of `eventLists`
 */
export function insertionOf(first: number): string {
  return `insert into audit_event (public_id, at, kind, person_id, subject_id, client_id, tracking, data)
    select e.public_id, e.at, e.kind, e.person_id, e.subject_id, e.client_id, e.tracking, e.data::jsonb
    from unnest(${listsFrom(first, listed)}) as e(${Object.keys(listed).join(', ')})`;
}

export function eventLists(rows: readonly EventRow[]): unknown[][] {
  return listsOf(listed, rows);
}

const MAX_ID = '9223372036854775807';

/** A public id may come from an address: what is no id names no entry. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export async function selectEvent(op: Operation, publicId: string): Promise<AuditEvent | undefined> {
  if (!UUID.test(publicId)) return undefined;
  const row = await op.db
    .selectFrom('audit_event')
    .select(columns)
    .where('public_id', '=', publicId)
    .executeTakeFirst();
  return row && toEvent(row);
}

/** Events of a request between two days of the record, the second not included: blocks say where a day lies. */
export async function selectUnder(
  op: Operation,
  tracking: string,
  from: string,
  until: string,
): Promise<AuditEvent[]> {
  const first = (day: string) =>
    sql<string | null>`(select min(first_id) from audit_block where day >= ${day})`;
  const unsealed = sql<string>`(select coalesce(max(last_id), 0) + 1 from audit_block)`;
  const rows = await op.db
    .selectFrom('audit_event')
    .select(columns)
    .where('tracking', '=', tracking)
    .where('id', '>=', sql<string>`coalesce(${first(from)}, ${unsealed})`)
    .where('id', '<', sql<string>`coalesce(${first(until)}, ${MAX_ID}::bigint)`)
    .orderBy('id')
    .limit(100)
    .execute();
  return rows.map(toEvent);
}

/** Events after one id up to another, in order. */
export async function selectUnsealed(
  op: Operation,
  after: string,
  last: string,
  limit: number,
): Promise<AuditEvent[]> {
  const rows = await range(op, after, last).limit(limit).execute();
  return rows.map(toEvent);
}

export async function selectRange(op: Operation, after: string, last: string): Promise<AuditEvent[]> {
  return (await range(op, after, last).execute()).map(toEvent);
}

function range(op: Operation, after: string, last: string) {
  return op.db
    .selectFrom('audit_event')
    .select(columns)
    .where('id', '>', after)
    .where('id', '<=', last)
    .orderBy('id');
}

export async function countAfter(op: Operation, id: string): Promise<number> {
  const row = await op.db
    .selectFrom('audit_event')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .where('id', '>', id)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Events from an id on and before another. */
export async function countBetween(op: Operation, from: string, before: string): Promise<number> {
  const row = await op.db
    .selectFrom('audit_event')
    .select(eb => eb.fn.countAll<string>().as('count'))
    .where('id', '>=', from)
    .where('id', '<', before)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Any fixed number: who holds it seals. Released with the transaction. */
const SEALING = 1405_09_01;

export async function lockSealing(op: Operation): Promise<boolean> {
  const { rows } = await sql<{
    taken: boolean;
  }>`select pg_try_advisory_xact_lock(${SEALING}) as taken`.execute(op.db);
  return rows[0]?.taken === true;
}

/** Transactions other than this one that have written to the record and are not over, by their virtual number. */
const writers = sql<string[]>`array(
  select distinct virtualtransaction from pg_locks
  where locktype = 'relation' and relation = 'audit_event'::regclass and mode = 'RowExclusiveLock' and granted
    and database = (select oid from pg_database where datname = current_database())
    and pid <> pg_backend_pid())`;

export async function findWriters(op: Operation): Promise<string[]> {
  const { rows } = await sql<{ writers: string[] }>`select ${writers} as writers`.execute(op.db);
  return rows[0]?.writers ?? [];
}

/**
 * The last event that is not in a block, with those who are writing, in this order: the statement sees the table as
 * it was when it began, and looks for writers after that.
 */
export async function lastEventAndWriters(
  op: Operation,
): Promise<{ lastId: string; writers: string[] } | undefined> {
  const { rows } = await sql<{ last_id: string | null; writers: string[] }>`
    select (select max(id) from audit_event) as last_id, ${writers} as writers
    where (select max(id) from audit_event) > coalesce((select max(last_id) from audit_block), 0)`.execute(
    op.db,
  );
  const row = rows[0];
  return row?.last_id ? { lastId: row.last_id, writers: row.writers } : undefined;
}
