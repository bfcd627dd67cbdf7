import type { Selectable } from 'kysely';
import type { TotpTable } from '../db/schema/factors.ts';
import type { Operation } from '../operation.ts';
import { wrappedKeyOf } from '../vault/index.ts';

export type TotpRow = Selectable<TotpTable> & { readonly wrapped_key: Buffer | null };

export function selectTotp(op: Operation, personId: string): Promise<TotpRow | undefined> {
  return op.db
    .selectFrom('totp')
    .selectAll()
    .select(wrappedKeyOf('totp.person_id').as('wrapped_key'))
    .where('person_id', '=', personId)
    .executeTakeFirst();
}

export async function putTotp(
  op: Operation,
  row: { person_id: string; sealed: Buffer; last_step: number },
): Promise<void> {
  const { sealed, last_step } = row;
  await op.db
    .insertInto('totp')
    .values({ ...row, created_at: op.at, used_at: null })
    .onConflict(conflict =>
      conflict.column('person_id').doUpdateSet({ sealed, last_step, created_at: op.at, used_at: null }),
    )
    .execute();
}

/** Uses up a step and all before it. @returns false when it was used up already */
export async function spendStep(op: Operation, personId: string, step: number): Promise<boolean> {
  const result = await op.db
    .updateTable('totp')
    .set({ last_step: step, used_at: op.at })
    .where('person_id', '=', personId)
    .where('last_step', '<', String(step))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function deleteTotp(op: Operation, personId: string): Promise<boolean> {
  const result = await op.db.deleteFrom('totp').where('person_id', '=', personId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function replaceRecoveryCodes(
  op: Operation,
  personId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await op.db.deleteFrom('recovery_code').where('person_id', '=', personId).execute();
  await op.db
    .insertInto('recovery_code')
    .values(hashes.map(hash => ({ person_id: personId, hash, created_at: op.at, used_at: null })))
    .execute();
}

/** @returns false when there is no such code, or it was used */
export async function spendRecoveryCode(op: Operation, personId: string, hash: Buffer): Promise<boolean> {
  const result = await op.db
    .updateTable('recovery_code')
    .set({ used_at: op.at })
    .where('person_id', '=', personId)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function countRecoveryCodes(op: Operation, personId: string): Promise<number> {
  const row = await op.db
    .selectFrom('recovery_code')
    .select(({ fn }) => fn.countAll<string>().as('left'))
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.left);
}

/** A new code for this purpose and person: the one before it ends. */
export async function putCode(
  op: Operation,
  row: { id: Buffer; answer_hash: Buffer; expires_at: Date },
): Promise<void> {
  await op.db
    .insertInto('one_time')
    .values({ ...row, kind: 'code', attempts: 0 })
    .onConflict(conflict => conflict.column('id').doUpdateSet({ ...row, attempts: 0 }))
    .execute();
}

/** Counts one look at a code. @returns undefined when there is none, or it was looked at as often as it may be */
export function lookAtCode(
  op: Operation,
  id: Buffer,
  most: number,
): Promise<{ answer_hash: Buffer | null; expires_at: Date } | undefined> {
  return op.db
    .updateTable('one_time')
    .set(({ eb }) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('kind', '=', 'code')
    .where('attempts', '<', most)
    .returning(['answer_hash', 'expires_at'])
    .executeTakeFirst();
}

/** @returns false when it was spent, or replaced by a newer one */
export async function spendCode(op: Operation, id: Buffer, answerHash: Buffer): Promise<boolean> {
  const result = await op.db
    .deleteFrom('one_time')
    .where('id', '=', id)
    .where('answer_hash', '=', answerHash)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** @returns false when this challenge was answered before */
export async function spendChallenge(op: Operation, id: Buffer, expiresAt: Date): Promise<boolean> {
  const result = await op.db
    .insertInto('one_time')
    .values({ id, kind: 'challenge', answer_hash: null, attempts: 1, expires_at: expiresAt })
    .onConflict(conflict => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteExpired(op: Operation, before: Date, limit: number): Promise<number> {
  const old = op.db.selectFrom('one_time').select('id').where('expires_at', '<', before).limit(limit);
  const result = await op.db.deleteFrom('one_time').where('id', 'in', old).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Everything that a person signs in with besides the password. */
export async function deleteFactors(op: Operation, personId: string): Promise<void> {
  for (const table of ['passkey', 'totp', 'recovery_code', 'certificate'] as const)
    await op.db.deleteFrom(table).where('person_id', '=', personId).execute();
}
