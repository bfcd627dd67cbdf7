import type { Insertable, Selectable } from 'kysely';
import type { FieldCountTable, ProfileChangeTable, ProfileTable } from '../db/schema/profile.ts';
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

/** Of many subjects at once, the oldest first. */
export function selectChangesOf(
  op: Operation,
  subjectIds: readonly string[],
): Promise<Pick<Selectable<ProfileChangeTable>, 'subject_id' | 'known_at' | 'sealed'>[]> {
  return op.db
    .selectFrom('profile_change')
    .select(['subject_id', 'known_at', 'sealed'])
    .where('subject_id', 'in', [...subjectIds])
    .orderBy('id')
    .execute();
}

/** @param sealed undefined: nothing is left of it */
export async function rewriteChange(op: Operation, id: string, sealed: Buffer | undefined): Promise<void> {
  if (sealed) await op.db.updateTable('profile_change').set({ sealed }).where('id', '=', id).execute();
  else await op.db.deleteFrom('profile_change').where('id', '=', id).execute();
}

export type FieldCount = Omit<Insertable<FieldCountTable>, 'counted_at'>;

/** Subjects from a point that chance picks, around the end to the beginning. */
export async function selectSample(
  op: Operation,
  from: string,
  most: number,
): Promise<Pick<Selectable<ProfileTable>, 'subject_id' | 'sealed'>[]> {
  const some = (sign: '>=' | '<', limit: number) =>
    op.db
      .selectFrom('profile')
      .select(['subject_id', 'sealed'])
      .where('subject_id', sign, from)
      .orderBy('subject_id')
      .limit(limit)
      .execute();
  const after = await some('>=', most);
  return after.length < most ? [...after, ...(await some('<', most - after.length))] : after;
}

export async function upsertFieldCounts(op: Operation, counts: readonly FieldCount[]): Promise<void> {
  await op.db
    .insertInto('field_count')
    .values(counts.map(count => ({ ...count, counted_at: op.at })))
    .onConflict(conflict =>
      conflict.column('field_key').doUpdateSet(excluded => ({
        seen: excluded.ref('excluded.seen'),
        present: excluded.ref('excluded.present'),
        absent: excluded.ref('excluded.absent'),
        not_applicable: excluded.ref('excluded.not_applicable'),
        unknown: excluded.ref('excluded.unknown'),
        counted_at: excluded.ref('excluded.counted_at'),
      })),
    )
    .execute();
}

export function selectFieldCount(
  op: Operation,
  key: string,
): Promise<Selectable<FieldCountTable> | undefined> {
  return op.db.selectFrom('field_count').selectAll().where('field_key', '=', key).executeTakeFirst();
}

export async function selectLastCount(op: Operation): Promise<Date | undefined> {
  const row = await op.db
    .selectFrom('field_count')
    .select('counted_at')
    .orderBy('counted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.counted_at;
}
