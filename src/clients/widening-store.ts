import type { Selectable } from 'kysely';
import type { Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';

type Row = Selectable<Schema['purpose_widening']>;

const columns = ['purpose_id', 'before_id', 'client_id', 'at', 'part', 'last_id', 'told', 'done_at'] as const;

export async function insertWidening(
  op: Operation,
  row: Pick<Row, 'purpose_id' | 'before_id' | 'client_id'>,
): Promise<void> {
  await op.db
    .insertInto('purpose_widening')
    .values({ ...row, at: op.at, part: 'consents', told: 0 })
    .execute();
}

/** The oldest of which somebody is still to be told, held until the transaction ends; other processes take others. */
export function lockWidening(op: Operation): Promise<Row | undefined> {
  return op.db
    .selectFrom('purpose_widening')
    .select(columns)
    .where('done_at', 'is', null)
    .orderBy('at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function advance(
  op: Operation,
  purposeId: string,
  change: Pick<Row, 'part' | 'last_id' | 'done_at'> & { readonly told: number },
): Promise<void> {
  const { told, ...rest } = change;
  await op.db
    .updateTable('purpose_widening')
    .set(eb => ({ ...rest, told: eb('told', '+', String(told)) }))
    .where('purpose_id', '=', purposeId)
    .execute();
}

export function selectWidenings(op: Operation, clientId: string): Promise<Row[]> {
  return op.db
    .selectFrom('purpose_widening')
    .select(columns)
    .where('client_id', '=', clientId)
    .orderBy('at', 'desc')
    .limit(200)
    .execute();
}
