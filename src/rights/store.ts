import type { Selectable } from 'kysely';
import type { AccountClosingTable } from '../db/schema/rights.ts';
import type { Operation } from '../operation.ts';

export type ClosingRow = Selectable<AccountClosingTable>;

/** @returns false when it was asked for already */
export async function insertClosing(op: Operation, personId: string, dueAt: Date): Promise<boolean> {
  const result = await op.db
    .insertInto('account_closing')
    .values({ person_id: personId, asked_at: op.at, due_at: dueAt, closed_at: null })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export function selectClosing(op: Operation, personId: string): Promise<ClosingRow | undefined> {
  return op.db.selectFrom('account_closing').selectAll().where('person_id', '=', personId).executeTakeFirst();
}

/** @returns false when there was nothing to take back any more */
export async function deleteClosing(op: Operation, personId: string): Promise<boolean> {
  const result = await op.db
    .deleteFrom('account_closing')
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** The one whose wait has been over longest, held until the transaction ends; other processes take another. */
export function lockDue(op: Operation): Promise<ClosingRow | undefined> {
  return op.db
    .selectFrom('account_closing')
    .selectAll()
    .where('closed_at', 'is', null)
    .where('due_at', '<=', op.at)
    .orderBy('due_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function postponeClosing(op: Operation, personId: string, dueAt: Date): Promise<void> {
  await op.db
    .updateTable('account_closing')
    .set({ due_at: dueAt })
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .execute();
}

export async function markClosed(op: Operation, personId: string): Promise<void> {
  await op.db
    .updateTable('account_closing')
    .set({ closed_at: op.at })
    .where('person_id', '=', personId)
    .execute();
}
