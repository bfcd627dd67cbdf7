import type { Insertable, Selectable } from 'kysely';
import type { ConsentTable } from '../db/schema.ts';
import type { Operation } from '../operation.ts';
import type { ConsentKey } from './consent.ts';

export type ConsentRow = Selectable<ConsentTable>;
type Row = ConsentRow;
type Ending = Pick<Row, 'ended_at' | 'end_reason' | 'ended_by'>;

const columns = [
  'id',
  'person_id',
  'subject_id',
  'client_id',
  'purpose_id',
  'purpose_key',
  'fields',
  'text_lang',
  'text_hash',
  'given_at',
  'expires_at',
  'ended_at',
  'end_reason',
  'ended_by',
] as const;

/** The one that is not ended; it may have expired. */
export function selectCurrent(op: Operation, key: ConsentKey): Promise<Row | undefined> {
  return current(op, key).executeTakeFirst();
}

function current(op: Operation, { personId, subjectId, clientId, purposeKey }: ConsentKey) {
  return op.db
    .selectFrom('consent')
    .select(columns)
    .where('person_id', '=', personId)
    .where('subject_id', '=', subjectId)
    .where('client_id', '=', clientId)
    .where('purpose_key', '=', purposeKey)
    .where('ended_at', 'is', null);
}

/** The same, held until the transaction ends. */
export function lockCurrent(op: Operation, key: ConsentKey): Promise<Row | undefined> {
  return current(op, key).forUpdate().executeTakeFirst();
}

export function selectConsent(op: Operation, id: string): Promise<Row | undefined> {
  return op.db.selectFrom('consent').select(columns).where('id', '=', id).executeTakeFirst();
}

export async function selectConsents(
  op: Operation,
  personId: string | undefined,
  subjectIds: readonly string[],
  limit: number,
): Promise<Row[]> {
  if (!personId && subjectIds.length === 0) return [];
  return op.db
    .selectFrom('consent')
    .select(columns)
    .where(eb =>
      eb.or([
        ...(personId ? [eb('person_id', '=', personId)] : []),
        ...(subjectIds.length > 0 ? [eb('subject_id', 'in', [...subjectIds])] : []),
      ]),
    )
    .orderBy('given_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** @returns false when another one that is not ended stands in its place */
export async function insertConsent(op: Operation, row: Insertable<ConsentTable>): Promise<boolean> {
  const result = await op.db
    .insertInto('consent')
    .values(row)
    .onConflict(conflict =>
      conflict
        .columns(['person_id', 'subject_id', 'client_id', 'purpose_key'])
        .where('ended_at', 'is', null)
        .doNothing(),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** @returns false when it had ended already */
export async function endConsent(op: Operation, id: string, ending: Ending): Promise<boolean> {
  const result = await op.db
    .updateTable('consent')
    .set(ending)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
