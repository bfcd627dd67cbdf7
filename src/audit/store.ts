import { type Insertable, type Selectable, sql } from 'kysely';
import type { AuditBlockTable, AuditEventTable } from '../db/schema.ts';
import type { Operation } from '../operation.ts';
import type { AuditEvent, EventData, EventKind } from './vocabulary.ts';

export interface EventFilter {
  /** Subjects whose affairs are asked for, and the person who acted: either matches. */
  readonly subjectIds?: readonly string[];
  readonly personId?: string;
  readonly clientId?: string;
  readonly kinds?: readonly EventKind[];
  readonly before?: string;
  readonly limit: number;
}

const columns = [
  'id',
  'public_id',
  'at',
  'kind',
  'person_id',
  'subject_id',
  'client_id',
  'tracking',
  'data',
] as const;

export async function insertEvent(op: Operation, row: Insertable<AuditEventTable>): Promise<void> {
  await op.db.insertInto('audit_event').values(row).execute();
}

export async function selectEvents(op: Operation, filter: EventFilter): Promise<AuditEvent[]> {
  let query = op.db.selectFrom('audit_event').select(columns).orderBy('id', 'desc').limit(filter.limit);
  const { subjectIds, personId, clientId, kinds, before } = filter;
  if (subjectIds?.length || personId)
    query = query.where(eb =>
      eb.or([
        ...(subjectIds?.length ? [eb('subject_id', 'in', [...subjectIds])] : []),
        ...(personId ? [eb('person_id', '=', personId)] : []),
      ]),
    );
  if (clientId) query = query.where('client_id', '=', clientId);
  if (kinds) query = query.where('kind', 'in', [...kinds]);
  if (before) query = query.where('id', '<', before);
  return (await query.execute()).map(toEvent);
}

/** A public id may come from an address: what is no id names no entry. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How often fields were handed out on one day of Tehran, to one client, on one basis. */
export interface ReleaseCount {
  /** ISO day */
  readonly day: string;
  readonly clientId: string;
  readonly basis: 'consent' | 'law';
  readonly count: number;
}

export async function selectReleaseCounts(
  op: Operation,
  filter: { readonly subjectIds: readonly string[]; readonly personId: string; readonly since: Date },
): Promise<ReleaseCount[]> {
  const day = sql<string>`to_char(at at time zone 'Asia/Tehran', 'YYYY-MM-DD')`;
  const basis = sql<string>`data->>'basis'`;
  const rows = await op.db
    .selectFrom('audit_event')
    .select(['client_id', day.as('day'), basis.as('basis'), sql<string>`count(*)`.as('count')])
    .where('kind', '=', 'profile.released')
    .where('at', '>=', filter.since)
    .where(eb =>
      eb.or([
        eb('person_id', '=', filter.personId),
        ...(filter.subjectIds.length > 0 ? [eb('subject_id', 'in', [...filter.subjectIds])] : []),
      ]),
    )
    .groupBy(['client_id', day, basis])
    .execute();
  return rows.map(row => ({
    day: row.day,
    clientId: row.client_id ?? '',
    basis: row.basis === 'law' ? 'law' : 'consent',
    count: Number(row.count),
  }));
}

export async function selectEvent(op: Operation, publicId: string): Promise<AuditEvent | undefined> {
  if (!UUID.test(publicId)) return undefined;
  const row = await op.db
    .selectFrom('audit_event')
    .select(columns)
    .where('public_id', '=', publicId)
    .executeTakeFirst();
  return row && toEvent(row);
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

export type BlockRow = Selectable<AuditBlockTable>;

export function lastBlock(op: Operation): Promise<BlockRow | undefined> {
  return op.db.selectFrom('audit_block').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst();
}

export function selectBlocks(op: Operation, after: string, limit: number): Promise<BlockRow[]> {
  return op.db
    .selectFrom('audit_block')
    .selectAll()
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

export async function insertBlock(op: Operation, row: Insertable<AuditBlockTable>): Promise<void> {
  await op.db.insertInto('audit_block').values(row).execute();
}

function toEvent(row: Selectable<AuditEventTable>): AuditEvent {
  return {
    id: row.id,
    publicId: row.public_id,
    at: row.at,
    kind: row.kind as EventKind,
    personId: row.person_id,
    subjectId: row.subject_id,
    clientId: row.client_id,
    tracking: row.tracking,
    data: row.data as EventData,
  };
}
