import { type Insertable, type Selectable, sql } from 'kysely';
import type { ConsentReceiptTable, ConsentTable } from '../db/schema/consent.ts';
import type { Operation } from '../operation.ts';
import type { ConsentKey } from './consent.ts';

export type ConsentRow = Omit<Selectable<ConsentTable>, 'noticed_at'>;
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
  'meanings',
  'office_ids',
  'mandate_id',
  'approval_id',
  'signatories',
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

/** Those that hold and rest on one of these offices or mandates, held until the transaction ends. */
export function lockResting(
  op: Operation,
  officeIds: readonly string[],
  mandateIds: readonly string[],
): Promise<Row[]> {
  return op.db
    .selectFrom('consent')
    .select(columns)
    .where('ended_at', 'is', null)
    .where(eb =>
      eb.or([
        sql<boolean>`office_ids && ${[...officeIds]}::uuid[]`,
        sql<boolean>`mandate_id = any(${[...mandateIds]}::uuid[])`,
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Those of a person that hold, held until the transaction ends. */
export function lockOfPerson(op: Operation, personId: string): Promise<Row[]> {
  return op.db
    .selectFrom('consent')
    .select(columns)
    .where('ended_at', 'is', null)
    .where('person_id', '=', personId)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Some whose term is over and that nobody marked yet; other processes take others. */
export function lockLapsed(op: Operation, limit: number): Promise<Row[]> {
  return op.db
    .selectFrom('consent')
    .select(columns)
    .where('ended_at', 'is', null)
    .where('expires_at', '<=', op.at)
    .orderBy('expires_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Some that end before `until`, were given for longer than `shortest`, and whose giver was not told yet. */
export function lockUnnoticed(op: Operation, until: Date, shortest: string, limit: number): Promise<Row[]> {
  return op.db
    .selectFrom('consent')
    .select(columns)
    .where('ended_at', 'is', null)
    .where('noticed_at', 'is', null)
    .where('expires_at', '>', op.at)
    .where('expires_at', '<=', until)
    .where(sql<boolean>`expires_at - given_at > ${shortest}::interval`)
    .orderBy('expires_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

export async function markNoticed(op: Operation, ids: readonly string[]): Promise<void> {
  await op.db
    .updateTable('consent')
    .set({ noticed_at: op.at })
    .where('id', 'in', [...ids])
    .execute();
}

/** Every consent of the same person, subject, client and purpose, ended ones too: grants may still name one. */
export async function selectIdsOfKey(op: Operation, key: ConsentKey): Promise<string[]> {
  const rows = await op.db
    .selectFrom('consent')
    .select('id')
    .where('person_id', '=', key.personId)
    .where('subject_id', '=', key.subjectId)
    .where('client_id', '=', key.clientId)
    .where('purpose_key', '=', key.purposeKey)
    .execute();
  return rows.map(({ id }) => id);
}

export type ReceiptRow = Selectable<ConsentReceiptTable>;

export async function insertReceipt(op: Operation, row: ReceiptRow): Promise<void> {
  await op.db.insertInto('consent_receipt').values(row).execute();
}

export function selectReceipt(op: Operation, consentId: string): Promise<ReceiptRow | undefined> {
  return op.db
    .selectFrom('consent_receipt')
    .selectAll()
    .where('consent_id', '=', consentId)
    .executeTakeFirst();
}

/** Those of one purpose that hold, by id. */
export async function selectStanding(
  op: Operation,
  of: {
    readonly clientId: string;
    readonly purposeKey: string;
    readonly after: string | null;
    readonly limit: number;
  },
): Promise<{ id: string; personId: string }[]> {
  let query = op.db
    .selectFrom('consent')
    .select(['id', 'person_id'])
    .where('client_id', '=', of.clientId)
    .where('purpose_key', '=', of.purposeKey)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', op.at)
    .orderBy('id')
    .limit(of.limit);
  if (of.after !== null) query = query.where('id', '>', of.after);
  return (await query.execute()).map(row => ({ id: row.id, personId: row.person_id }));
}
