import { type Insertable, sql } from 'kysely';
import type { Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';
import type { Stage } from './client.ts';

/** One condition, one statement: a client that has moved meanwhile is not moved again. */
export async function changeStage(op: Operation, id: string, from: Stage, to: Stage): Promise<boolean> {
  const done = await op.db
    .updateTable('client')
    .set({
      stage: to,
      changed_at: op.at,
      ...(to === 'retired' ? { state: 'suspended' as const } : {}),
      // What has left the sandbox may not use its freedoms any more.
      ...(to === 'pilot' ? { kind: 'live' as const } : {}),
    })
    .where('id', '=', id)
    .where('stage', '=', from)
    .where('state', 'in', ['active', 'suspended'])
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function setClearance(op: Operation, id: string, number: string, until: string): Promise<void> {
  await op.db
    .updateTable('client')
    .set({ clearance_number: number, clearance_until: until, changed_at: op.at })
    .where('id', '=', id)
    .execute();
}

export async function selectClearance(op: Operation, id: string): Promise<string | null> {
  const row = await op.db
    .selectFrom('client')
    .select('clearance_number')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.clearance_number ?? null;
}

/** Live clients that work and whose certificate ends before this day, the next to end first. */
export async function selectClearancesBefore(
  op: Operation,
  day: string,
  limit: number,
): Promise<{ id: string; until: string }[]> {
  const rows = await op.db
    .selectFrom('client')
    .select(['id', 'clearance_until'])
    .where('stage', '=', 'live')
    .where('state', '=', 'active')
    .where('clearance_until', '<', day)
    .orderBy('clearance_until')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(row => ({ id: row.id, until: row.clearance_until ?? '' }));
}

// who takes part in a pilot
/** @returns false when he does already */
export async function insertPilotUser(
  op: Operation,
  row: Insertable<Schema['pilot_user']>,
): Promise<boolean> {
  const done = await op.db
    .insertInto('pilot_user')
    .values(row)
    .onConflict(conflict => conflict.columns(['client_id', 'person_hash']).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deletePilotUser(
  op: Operation,
  clientId: string,
  id: string,
): Promise<Buffer | undefined> {
  const row = await op.db
    .deleteFrom('pilot_user')
    .where('client_id', '=', clientId)
    .where(sql<boolean>`id::text = ${id}`)
    .returning('person_hash')
    .executeTakeFirst();
  return row?.person_hash;
}

/** Where the number of one who takes part was replaced. */
export async function movePilotUser(op: Operation, from: Buffer, to: Buffer): Promise<void> {
  await sql`update pilot_user p set person_hash = ${to} where p.person_hash = ${from} and not exists (
    select from pilot_user other where other.client_id = p.client_id and other.person_hash = ${to})`.execute(
    op.db,
  );
}

export function selectPilotUsers(
  op: Operation,
  clientId: string,
): Promise<{ id: string; person_hash: Buffer; added_at: Date }[]> {
  return op.db
    .selectFrom('pilot_user')
    .select(['id', 'person_hash', 'added_at'])
    .where('client_id', '=', clientId)
    .orderBy('added_at')
    .orderBy('id')
    .execute();
}

export async function isPilotUser(op: Operation, clientId: string, hash: Buffer): Promise<boolean> {
  const row = await op.db
    .selectFrom('pilot_user')
    .select('id')
    .where('client_id', '=', clientId)
    .where('person_hash', '=', hash)
    .executeTakeFirst();
  return row !== undefined;
}
