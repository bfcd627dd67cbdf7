import type { Operation } from '../operation.ts';

/** @returns those who had not been told of this version */
export async function insertNotices(
  op: Operation,
  purposeId: string,
  recipients: readonly string[],
): Promise<string[]> {
  if (recipients.length === 0) return [];
  const rows = await op.db
    .insertInto('purpose_notice')
    .values(recipients.map(id => ({ recipient_id: id, purpose_id: purposeId, told_at: op.at })))
    .onConflict(conflict => conflict.columns(['recipient_id', 'purpose_id']).doNothing())
    .returning('recipient_id')
    .execute();
  return rows.map(row => row.recipient_id);
}

export function selectNotices(
  op: Operation,
  recipients: readonly string[],
  since: Date,
  limit: number,
): Promise<{ recipient_id: string; purpose_id: string; told_at: Date }[]> {
  return op.db
    .selectFrom('purpose_notice')
    .select(['recipient_id', 'purpose_id', 'told_at'])
    .where('recipient_id', 'in', [...recipients])
    .where('told_at', '>=', since)
    .orderBy('told_at', 'desc')
    .orderBy('purpose_id')
    .limit(limit)
    .execute();
}
