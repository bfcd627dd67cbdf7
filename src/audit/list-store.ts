/**
 * The pages of the record. Each subject's entries are one range of an index that also holds client and kind, so what
 * does not fit is passed over without reading the entry; only those that are shown are read.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Operation } from '../operation.ts';
import { columns, type EventRow, toEvent } from './rows.ts';
import type { AuditEvent, EventKind } from './vocabulary.ts';

/** Where a page ended. */
export type Place = Pick<AuditEvent, 'at' | 'id'>;

export interface EventFilter {
  /** Subjects whose affairs are asked for, and the person who acted: either matches. */
  readonly subjectIds?: readonly string[];
  readonly personId?: string;
  readonly clientId?: string;
  readonly kinds?: readonly EventKind[];
  readonly from?: Date;
  readonly until?: Date;
  /** The last entry already read. */
  readonly before?: Place;
  readonly limit: number;
}

export async function selectEvents(op: Operation, filter: EventFilter): Promise<AuditEvent[]> {
  const { subjectIds = [], personId, limit } = filter;
  if (subjectIds.length === 0 && personId === undefined) return selectLatest(op, filter);
  const last = sql`order by e.at desc, e.id desc limit ${limit}`;
  const ranges = [
    sql`select found.at, found.id from unnest(${[...subjectIds]}::uuid[]) as subject (id)
      cross join lateral (select e.at, e.id from audit_event e
        where e.subject_id = subject.id ${narrowed(filter)} ${last}) found`,
  ];
  if (personId !== undefined) {
    ranges.push(sql`(select e.at, e.id from audit_event e where e.person_id = ${personId}
      and e.person_id is distinct from e.subject_id ${narrowed(filter)} ${last})`);
    if (!subjectIds.includes(personId))
      ranges.push(sql`(select e.at, e.id from audit_event e where e.subject_id = ${personId}
        and e.person_id = ${personId} ${narrowed(filter)} ${last})`);
  }
  const { rows } = await sql<EventRow>`
    select e.id, e.public_id, e.at, e.kind, e.person_id, e.subject_id, e.client_id, e.tracking, e.data
    from (select e.at, e.id from (${sql.join(ranges, sql` union `)}) e ${last}) shown
    join audit_event e on e.id = shown.id
    order by shown.at desc, shown.id desc`.execute(op.db);
  return rows.map(toEvent);
}

function narrowed({ clientId, kinds, from, until, before }: EventFilter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [];
  if (clientId !== undefined) conditions.push(sql`and e.client_id = ${clientId}`);
  if (kinds) conditions.push(sql`and e.kind = any(${[...kinds]}::text[])`);
  if (from) conditions.push(sql`and e.at >= ${from}`);
  if (until) conditions.push(sql`and e.at < ${until}`);
  if (before) conditions.push(sql`and (e.at, e.id) < (${before.at}::timestamptz, ${before.id}::bigint)`);
  return conditions.length > 0 ? sql.join(conditions, sql` `) : sql``;
}

export interface ChangeFilter {
  /** Under which an agency stands on the record. */
  readonly subjectId: string;
  readonly clientIds: readonly string[];
  /** Id of the last entry already read. */
  readonly before?: string;
  readonly limit: number;
}

/**
 * What was done with clients and with their agency, newest first: the few entries apart from the many of what they were
 * given, by an index of their own.
 */
export async function selectChangesOf(op: Operation, filter: ChangeFilter): Promise<AuditEvent[]> {
  const earlier = filter.before === undefined ? sql`` : sql`and e.id < ${filter.before}::bigint`;
  const last = sql`order by e.id desc limit ${filter.limit}`;
  const { rows } = await sql<EventRow>`
    select e.id, e.public_id, e.at, e.kind, e.person_id, e.subject_id, e.client_id, e.tracking, e.data
    from (
      select found.id from unnest(${[...filter.clientIds]}::text[]) as client (id)
        cross join lateral (select e.id from audit_event e
          where e.client_id = client.id and e.kind like 'clients.%' ${earlier} ${last}) found
      union (select e.id from audit_event e where e.subject_id = ${filter.subjectId} ${earlier} ${last})
    ) shown
    join audit_event e on e.id = shown.id
    ${last}`.execute(op.db);
  return rows.map(toEvent);
}

/** Of everybody, or of one client: for the administration. */
async function selectLatest(op: Operation, filter: EventFilter): Promise<AuditEvent[]> {
  const { clientId, kinds, from, until, before, limit } = filter;
  let query = op.db.selectFrom('audit_event').select(columns).orderBy('id', 'desc').limit(limit);
  if (clientId !== undefined) query = query.where('client_id', '=', clientId);
  if (kinds) query = query.where('kind', 'in', [...kinds]);
  if (from) query = query.where('at', '>=', from);
  if (until) query = query.where('at', '<', until);
  if (before) query = query.where('id', '<', before.id);
  return (await query.execute()).map(toEvent);
}
