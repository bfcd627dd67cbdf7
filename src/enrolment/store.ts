import { type Selectable, sql } from 'kysely';
import type { EnrolmentTable, MobileChangeTable } from '../db/schema/enrolment.ts';
import type { Operation } from '../operation.ts';
import { wrappedKeyOf } from '../vault/index.ts';

export type Row = Selectable<EnrolmentTable>;

/** Puts a row; one of the same id, which only the change of a mobile can have, is replaced. */
export async function putRow(op: Operation, row: Row): Promise<void> {
  const { id: _, ...rest } = row;
  await op.db
    .insertInto('enrolment')
    .values(row)
    .onConflict(conflict => conflict.column('id').doUpdateSet(rest))
    .execute();
}

/** @returns undefined when it is over */
export function selectRow(op: Operation, id: Buffer, kind: Row['kind']): Promise<Row | undefined> {
  return op.db
    .selectFrom('enrolment')
    .selectAll()
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where('expires_at', '>', op.at)
    .executeTakeFirst();
}

/** One step on: among parallel requests one gets through. @returns false when it stood at another step */
export async function updateRow(
  op: Operation,
  id: Buffer,
  from: Row['step'],
  next: Pick<Row, 'step' | 'sealed'>,
): Promise<boolean> {
  const result = await op.db
    .updateTable('enrolment')
    .set(next)
    .where('id', '=', id)
    .where('step', '=', from)
    .where('expires_at', '>', op.at)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @returns false when another request was first */
export async function deleteRow(op: Operation, id: Buffer): Promise<boolean> {
  const result = await op.db.deleteFrom('enrolment').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function deleteExpired(op: Operation, limit: number): Promise<number> {
  const old = op.db.selectFrom('enrolment').select('id').where('expires_at', '<', op.at).limit(limit);
  const result = await op.db.deleteFrom('enrolment').where('id', 'in', old).executeTakeFirst();
  return Number(result.numDeletedRows);
}

export type ChangeRow = Selectable<MobileChangeTable> & { readonly wrapped_key: Buffer | null };

/** The last change of a mobile, as long as the new one does not count for recovery. */
export function selectChange(op: Operation, personId: string): Promise<ChangeRow | undefined> {
  return op.db
    .selectFrom('mobile_change')
    .selectAll()
    .select(wrappedKeyOf('mobile_change.person_id').as('wrapped_key'))
    .where('person_id', '=', personId)
    .where('counts_from', '>', op.at)
    .executeTakeFirst();
}

/** A change within the wait of another one begins the wait anew; the number for recovery stays what it was. */
export async function putChange(op: Operation, row: Selectable<MobileChangeTable>): Promise<void> {
  const { person_id: _, sealed, ...times } = row;
  const waits = sql<boolean>`mobile_change.counts_from > ${op.at}::timestamptz`;
  await op.db
    .insertInto('mobile_change')
    .values(row)
    .onConflict(conflict =>
      conflict.column('person_id').doUpdateSet({
        ...times,
        sealed: sql<Buffer>`case when ${waits} then mobile_change.sealed else excluded.sealed end`,
      }),
    )
    .execute();
}

export async function deleteChange(op: Operation, personId: string): Promise<void> {
  await op.db.deleteFrom('mobile_change').where('person_id', '=', personId).execute();
}

export async function deleteOldChanges(op: Operation, limit: number): Promise<number> {
  const old = op.db
    .selectFrom('mobile_change')
    .select('person_id')
    .where('counts_from', '<', op.at)
    .limit(limit);
  const result = await op.db.deleteFrom('mobile_change').where('person_id', 'in', old).executeTakeFirst();
  return Number(result.numDeletedRows);
}
