import { type Insertable, type RawBuilder, type Selectable, sql } from 'kysely';
import { readByKey } from '../db/index.ts';
import type { SubjectKeyTable } from '../db/schema/vault.ts';
import type { Operation } from '../operation.ts';

export async function insertWrappedKey(op: Operation, row: Insertable<SubjectKeyTable>): Promise<void> {
  await op.db.insertInto('subject_key').values(row).execute();
}

type KeyRow = Pick<Selectable<SubjectKeyTable>, 'subject_id' | 'wrapped_key'>;

export const findWrappedKeys = readByKey(
  (db, ids): Promise<KeyRow[]> =>
    db
      .selectFrom('subject_key')
      .select(['subject_id', 'wrapped_key'])
      .where(sql<boolean>`subject_id = any(${ids}::uuid[])`)
      .execute(),
  row => row.subject_id,
);

export async function deleteWrappedKey(op: Operation, subjectId: string): Promise<boolean> {
  const result = await op.db.deleteFrom('subject_key').where('subject_id', '=', subjectId).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/**
 * The wrapped key of the subject in a column, as one more column of another room's statement: what is read together
 * with its key costs no second round. Open it with unwrapKey; null when the subject was shredded.
 */
export function wrappedKeyOf(column: `${string}.${string}`): RawBuilder<Buffer | null> {
  return sql<Buffer | null>`(select subject_key.wrapped_key from subject_key where subject_key.subject_id = ${sql.ref(column)})`;
}

/** The sealed check text; the first one to ask stores his. */
export async function keepMasterKeyCheck(op: Operation, sealed: Buffer): Promise<Buffer> {
  await op.db
    .insertInto('master_key_check')
    .values({ sealed })
    .onConflict(conflict => conflict.doNothing())
    .execute();
  const row = await op.db.selectFrom('master_key_check').select('sealed').executeTakeFirstOrThrow();
  return row.sealed;
}
