import type { Insertable, Selectable } from 'kysely';
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

export async function selectEvent(op: Operation, publicId: string): Promise<AuditEvent | undefined> {
  const row = await op.db
    .selectFrom('audit_event')
    .select(columns)
    .where('public_id', '=', publicId)
    .executeTakeFirst();
  return row && toEvent(row);
}

/** Events after `id`, in order, that no running transaction can still slip in before. */
export async function selectUnsealed(op: Operation, after: string, limit: number): Promise<AuditEvent[]> {
  const rows = await op.db
    .selectFrom('audit_event')
    .select(columns)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toEvent);
}

export async function selectRange(op: Operation, first: string, last: string): Promise<AuditEvent[]> {
  const rows = await op.db
    .selectFrom('audit_event')
    .select(columns)
    .where('id', '>=', first)
    .where('id', '<=', last)
    .orderBy('id')
    .execute();
  return rows.map(toEvent);
}

export function lastBlock(op: Operation): Promise<Selectable<AuditBlockTable> | undefined> {
  return op.db.selectFrom('audit_block').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst();
}

export function selectBlocks(
  op: Operation,
  after: string,
  limit: number,
): Promise<Selectable<AuditBlockTable>[]> {
  return op.db
    .selectFrom('audit_block')
    .selectAll()
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

export async function insertBlock(op: Operation, row: Insertable<AuditBlockTable>): Promise<boolean> {
  const result = await op.db
    .insertInto('audit_block')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
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
