import type { Insertable, Selectable } from 'kysely';
import type { Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';

export type CheckRow = Selectable<Schema['conformance_check']>;

const columns = [
  'id',
  'client_id',
  'place',
  'started_by',
  'started_at',
  'ends_at',
  'sealed_keys',
  'seen',
  'finished_at',
  'passed',
  'report',
] as const;

export async function insertCheck(
  op: Operation,
  row: Insertable<Schema['conformance_check']>,
): Promise<void> {
  await op.db.insertInto('conformance_check').values(row).execute();
}

/** Those that were never closed make way, so that beginning again and again leaves nothing behind. */
export async function deleteOpenChecks(op: Operation, clientId: string): Promise<void> {
  await op.db
    .deleteFrom('conformance_check')
    .where('client_id', '=', clientId)
    .where('finished_at', 'is', null)
    .execute();
}

export function selectCheck(op: Operation, clientId: string, id: string): Promise<CheckRow | undefined> {
  return op.db
    .selectFrom('conformance_check')
    .select(columns)
    .where('id', '=', id)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
}

/** The newest of a place, under way. */
export function selectOpenCheck(op: Operation, place: string): Promise<CheckRow | undefined> {
  return op.db
    .selectFrom('conformance_check')
    .select(columns)
    .where('place', '=', place)
    .where('finished_at', 'is', null)
    .where('ends_at', '>', op.at)
    .orderBy('started_at', 'desc')
    .executeTakeFirst();
}

/** Held until the transaction ends, so that of two sights none is lost. */
export function lockCheck(op: Operation, id: string): Promise<CheckRow | undefined> {
  return op.db
    .selectFrom('conformance_check')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function setSeen(op: Operation, id: string, seen: object): Promise<void> {
  await op.db
    .updateTable('conformance_check')
    .set({ seen: JSON.stringify(seen) })
    .where('id', '=', id)
    .execute();
}

export async function closeCheck(op: Operation, id: string, passed: boolean, report: string): Promise<void> {
  await op.db
    .updateTable('conformance_check')
    .set({ finished_at: op.at, passed, report })
    .where('id', '=', id)
    .execute();
}

/** Newest first. */
export function selectChecks(op: Operation, clientId: string, limit: number): Promise<CheckRow[]> {
  return op.db
    .selectFrom('conformance_check')
    .select(columns)
    .where('client_id', '=', clientId)
    .orderBy('started_at', 'desc')
    .limit(limit)
    .execute();
}

/** The newest that passed since a moment. */
export function selectPassed(op: Operation, clientId: string, since: Date): Promise<CheckRow | undefined> {
  return op.db
    .selectFrom('conformance_check')
    .select(columns)
    .where('client_id', '=', clientId)
    .where('passed', '=', true)
    .where('finished_at', '>=', since)
    .orderBy('finished_at', 'desc')
    .executeTakeFirst();
}
