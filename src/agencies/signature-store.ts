import type { Insertable, Selectable } from 'kysely';
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

export function selectSignature(
  op: Operation,
  approvalId: string,
): Promise<Selectable<AgencySignatureTable> | undefined> {
  return op.db
    .selectFrom('agency_signature')
    .selectAll()
    .where('approval_id', '=', approvalId)
    .executeTakeFirst();
}
