import type { Selectable } from 'kysely';
import type { ProfileTable } from '../db/schema.ts';
import type { Operation } from '../operation.ts';

export function selectProfile(
  op: Operation,
  subjectId: string,
): Promise<Pick<Selectable<ProfileTable>, 'sealed' | 'version'> | undefined> {
  return op.db
    .selectFrom('profile')
    .select(['sealed', 'version'])
    .where('subject_id', '=', subjectId)
    .executeTakeFirst();
}

export async function deleteProfile(op: Operation, subjectId: string): Promise<void> {
  await op.db.deleteFrom('profile').where('subject_id', '=', subjectId).execute();
}

/**
 * Writes the blob if it is still the version that was read (undefined: there was none).
 * @returns false when somebody else wrote in between
 */
export async function writeProfile(
  op: Operation,
  subjectId: string,
  sealed: Buffer,
  readVersion: string | undefined,
): Promise<boolean> {
  if (readVersion === undefined) {
    const inserted = await op.db
      .insertInto('profile')
      .values({ subject_id: subjectId, sealed, version: 1, updated_at: op.at })
      .onConflict(conflict => conflict.doNothing())
      .executeTakeFirst();
    return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const updated = await op.db
    .updateTable('profile')
    .set({ sealed, version: BigInt(readVersion) + 1n, updated_at: op.at })
    .where('subject_id', '=', subjectId)
    .where('version', '=', readVersion)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}
