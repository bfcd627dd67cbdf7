import { type Insertable, type Selectable, sql } from 'kysely';
import { readByKey } from '../db/index.ts';
import type { AgencySignatureTable } from '../db/schema/agencies.ts';
import type { Operation } from '../operation.ts';

/** @returns false when it is signed already */
export async function insertSignature(
  op: Operation,
  row: Insertable<AgencySignatureTable>,
): Promise<boolean> {
  const done = await op.db
    .insertInto('agency_signature')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

const selectSignatures = readByKey(
  (db, ids): Promise<Selectable<AgencySignatureTable>[]> =>
    db
      .selectFrom('agency_signature')
      .selectAll()
      .where(sql<boolean>`approval_id = any(${ids}::uuid[])`)
      .execute(),
  row => row.approval_id,
);

/** Of many that are asked for at the same moment, in one statement. */
export async function selectSignature(
  op: Operation,
  approvalId: string,
): Promise<Selectable<AgencySignatureTable> | undefined> {
  return (await selectSignatures(op, [approvalId]))[0];
}
