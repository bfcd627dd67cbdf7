import type { Insertable, Selectable } from 'kysely';
import type { PasskeyTable } from '../db/schema/factors.ts';
import type { Operation } from '../operation.ts';

export type PasskeyRow = Selectable<PasskeyTable>;

export function selectPasskeys(op: Operation, personId: string): Promise<PasskeyRow[]> {
  return op.db
    .selectFrom('passkey')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Held until the end of the transaction: two that remove the last two see each other. */
export async function lockPasskeys(op: Operation, personId: string): Promise<string[]> {
  const rows = await op.db
    .selectFrom('passkey')
    .select('id')
    .where('person_id', '=', personId)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(row => row.id);
}

export function selectPasskeyByCredential(
  op: Operation,
  credentialId: Buffer,
): Promise<PasskeyRow | undefined> {
  return op.db.selectFrom('passkey').selectAll().where('credential_id', '=', credentialId).executeTakeFirst();
}

/** @returns false when this credential is known already, whoever's it is */
export async function insertPasskey(op: Operation, row: Insertable<PasskeyTable>): Promise<boolean> {
  const result = await op.db
    .insertInto('passkey')
    .values(row)
    .onConflict(conflict => conflict.column('credential_id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Writes what an assertion said, unless another one moved the counter meanwhile. @returns false then */
export async function touchPasskey(
  op: Operation,
  id: string,
  from: string,
  to: { counter: number; backedUp: boolean },
): Promise<boolean> {
  const result = await op.db
    .updateTable('passkey')
    .set({ counter: to.counter, backed_up: to.backedUp, used_at: op.at })
    .where('id', '=', id)
    .where('counter', '=', from)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deletePasskey(op: Operation, id: string): Promise<void> {
  await op.db.deleteFrom('passkey').where('id', '=', id).execute();
}
