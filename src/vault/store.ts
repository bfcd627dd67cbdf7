import type { Insertable, Selectable } from 'kysely';
import type { SubjectKeyTable } from '../db/schema.ts';
import type { Operation } from '../operation.ts';

export async function insertWrappedKey(op: Operation, row: Insertable<SubjectKeyTable>): Promise<void> {
  await op.db.insertInto('subject_key').values(row).execute();
}

export function findWrappedKeys(
  op: Operation,
  ids: readonly string[],
): Promise<Pick<Selectable<SubjectKeyTable>, 'subject_id' | 'wrapped_key'>[]> {
  return op.db
    .selectFrom('subject_key')
    .select(['subject_id', 'wrapped_key'])
    .where('subject_id', 'in', ids)
    .execute();
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
