import type { Insertable, Selectable } from 'kysely';
import type { HandoverStatusTable, HandoverTable } from '../db/schema/handover.ts';
import type { Operation } from '../operation.ts';
import type { Bearer, HandedStatus } from './handover.ts';

export type HandoverRow = Selectable<HandoverTable>;
export type StatusRow = Selectable<HandoverStatusTable>;

const columns = [
  'id',
  'reference_hash',
  'person_id',
  'subject_id',
  'from_client',
  'to_client',
  'sealed',
  'made_at',
  'expires_at',
  'redeemed_at',
] as const;

export async function insertHandover(op: Operation, row: Insertable<HandoverTable>): Promise<void> {
  await op.db.insertInto('handover').values(row).execute();
}

/** References of a person from a system that still wait. */
export async function countWaiting(op: Operation, personId: string, clientId: string): Promise<number> {
  const { count } = await op.db
    .selectFrom('handover')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('person_id', '=', personId)
    .where('from_client', '=', clientId)
    .where('redeemed_at', 'is', null)
    .where('expires_at', '>', op.at)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** One statement: of two that redeem at the same moment, one finds nothing. */
export function takeOver(op: Operation, hash: Buffer, bearer: Bearer): Promise<HandoverRow | undefined> {
  return op.db
    .updateTable('handover')
    .set({ redeemed_at: op.at })
    .where('reference_hash', '=', hash)
    .where('to_client', '=', bearer.clientId)
    .where('person_id', '=', bearer.personId)
    .where('subject_id', '=', bearer.subjectId)
    .where('redeemed_at', 'is', null)
    .where('expires_at', '>', op.at)
    .returning(columns)
    .executeTakeFirst();
}

/** One that waits for this system and person, whomever she acts for. */
export async function waitsFor(op: Operation, hash: Buffer, bearer: Bearer): Promise<boolean> {
  const row = await op.db
    .selectFrom('handover')
    .select('id')
    .where('reference_hash', '=', hash)
    .where('to_client', '=', bearer.clientId)
    .where('person_id', '=', bearer.personId)
    .where('redeemed_at', 'is', null)
    .where('expires_at', '>', op.at)
    .executeTakeFirst();
  return row !== undefined;
}

/** Locked, so that what is told of it stands in one order. */
export function lockHandover(op: Operation, id: string): Promise<HandoverRow | undefined> {
  return op.db.selectFrom('handover').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

export function selectHandovers(op: Operation, personId: string, limit: number): Promise<HandoverRow[]> {
  return op.db
    .selectFrom('handover')
    .select(columns)
    .where('person_id', '=', personId)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function selectStatuses(op: Operation, ids: readonly string[]): Promise<StatusRow[]> {
  if (ids.length === 0) return [];
  return op.db
    .selectFrom('handover_status')
    .select(['handover_id', 'position', 'status', 'at'])
    .where('handover_id', 'in', [...ids])
    .orderBy('handover_id')
    .orderBy('position')
    .execute();
}

export async function insertStatus(
  op: Operation,
  row: { handover_id: string; position: number; status: HandedStatus; at: Date },
): Promise<void> {
  await op.db.insertInto('handover_status').values(row).execute();
}

/** What nobody took over in time is forgotten after a month. @returns how many rows */
export async function deleteLapsed(op: Operation): Promise<number> {
  const done = await op.db
    .deleteFrom('handover')
    .where('redeemed_at', 'is', null)
    .where('expires_at', '<', new Date(op.at.getTime() - 30 * 86_400_000))
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}
