import { type Insertable, type Selectable, sql } from 'kysely';
import type { RecordKeyTable } from '../db/schema/audit.ts';
import type { Operation } from '../operation.ts';

export type RecordKeyRow = Selectable<RecordKeyTable>;

export function selectCurrentKey(op: Operation): Promise<RecordKeyRow | undefined> {
  return op.db.selectFrom('record_key').selectAll().where('ended_at', 'is', null).executeTakeFirst();
}

export async function selectPublicKeys(
  op: Operation,
): Promise<Pick<RecordKeyRow, 'kid' | 'public_jwk' | 'ended_at'>[]> {
  return op.db
    .selectFrom('record_key')
    .select(['kid', 'public_jwk', 'ended_at'])
    .orderBy('created_at', 'desc')
    .orderBy('kid')
    .execute();
}

export async function insertKey(op: Operation, row: Insertable<RecordKeyTable>): Promise<void> {
  await op.db.insertInto('record_key').values(row).execute();
}

export async function endCurrentKey(op: Operation): Promise<void> {
  await op.db.updateTable('record_key').set({ ended_at: op.at }).where('ended_at', 'is', null).execute();
}

/** Others who want to make or turn the key wait until this transaction ends. */
export async function lockRecordKeys(op: Operation): Promise<void> {
  await sql`lock table record_key in share row exclusive mode`.execute(op.db);
}
