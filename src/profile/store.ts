import type { Selectable } from 'kysely';
import type { ProfileChangeTable, ProfileTable } from '../db/schema.ts';
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
  await op.db.deleteFrom('profile_change').where('subject_id', '=', subjectId).execute();
  await op.db.deleteFrom('profile').where('subject_id', '=', subjectId).execute();
  await op.db.deleteFrom('profile_change').where('subject_id', '=', subjectId).execute();
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

export async function insertChange(op: Operation, subjectId: string, sealed: Buffer): Promise<void> {
  await op.db
    .insertInto('profile_change')
    .values({ subject_id: subjectId, known_at: op.at, sealed })
    .execute();
}

export function selectChanges(
  op: Operation,
  subjectId: string,
): Promise<Pick<Selectable<ProfileChangeTable>, 'id' | 'known_at' | 'sealed'>[]> {
  return op.db
    .selectFrom('profile_change')
    .select(['id', 'known_at', 'sealed'])
    .where('subject_id', '=', subjectId)
    .orderBy('id')
    .execute();
}

/** @param sealed undefined: nothing is left of it */
export async function rewriteChange(op: Operation, id: string, sealed: Buffer | undefined): Promise<void> {
  if (sealed) await op.db.updateTable('profile_change').set({ sealed }).where('id', '=', id).execute();
  else await op.db.deleteFrom('profile_change').where('id', '=', id).execute();
}
