import { type Insertable, type Selectable, sql } from 'kysely';
import type { CitizenCaseTable } from '../db/schema/cases.ts';
import type { Operation } from '../operation.ts';

export type CaseRow = Selectable<CitizenCaseTable>;

/** @returns false when one about the same is open already */
export async function insertCase(op: Operation, row: Insertable<CitizenCaseTable>): Promise<boolean> {
  const result = await op.db
    .insertInto('citizen_case')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export function selectCase(op: Operation, id: string): Promise<CaseRow | undefined> {
  return op.db.selectFrom('citizen_case').selectAll().where('id', '=', id).executeTakeFirst();
}

/** By what both sides quote. */
export function selectCaseByNumber(op: Operation, number: string): Promise<CaseRow | undefined> {
  return op.db.selectFrom('citizen_case').selectAll().where('number', '=', number).executeTakeFirst();
}

/** The open one of a person about this entry of the record. */
export function selectOpenAbout(
  op: Operation,
  personId: string,
  releaseId: string,
): Promise<CaseRow | undefined> {
  return op.db
    .selectFrom('citizen_case')
    .selectAll()
    .where('person_id', '=', personId)
    .where('release_id', '=', releaseId)
    .where('state', '=', 'open')
    .executeTakeFirst();
}

/** The open dispute about this field of a subject, whoever opened it. */
export function selectOpenDispute(
  op: Operation,
  subjectId: string,
  fieldKey: string,
): Promise<CaseRow | undefined> {
  return op.db
    .selectFrom('citizen_case')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where('field_key', '=', fieldKey)
    .where('state', '=', 'open')
    .executeTakeFirst();
}

/** Newest first. */
export function selectOfPerson(op: Operation, personId: string, limit: number): Promise<CaseRow[]> {
  return op.db
    .selectFrom('citizen_case')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('opened_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export interface QueueFilter {
  readonly open: boolean;
  /** The last one already read. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Open ones by when an answer is due, or all of them, newest first; of an agency the complaints. */
export function selectQueue(
  op: Operation,
  { open, after, limit }: QueueFilter,
  agencyId?: string,
): Promise<CaseRow[]> {
  let query = op.db.selectFrom('citizen_case').selectAll();
  if (agencyId !== undefined) query = query.where('agency_id', '=', agencyId).where('kind', '=', 'complaint');
  if (open) query = query.where('state', '=', 'open');
  const [order, by] = open ? (['asc', 'due_at'] as const) : (['desc', 'opened_at'] as const);
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(${sql.ref(by)}, id) ${sql.raw(open ? '>' : '<')} (select ${sql.ref(`last.${by}`)}, last.id from citizen_case last where last.id = ${after})`,
    );
  return query.orderBy(by, order).orderBy('id', order).limit(limit).execute();
}

export async function countOpen(op: Operation, personId: string): Promise<number> {
  const { count } = await op.db
    .selectFrom('citizen_case')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('state', '=', 'open')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** @returns false when it was not open any more */
export async function endCase(
  op: Operation,
  id: string,
  ending: Pick<
    CaseRow,
    'state' | 'outcome' | 'sealed_answer' | 'answered_by' | 'answered_at' | 'answered_agency'
  >,
): Promise<boolean> {
  const result = await op.db
    .updateTable('citizen_case')
    .set(ending)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export interface ComplaintCount {
  readonly agency_id: string | null;
  readonly system_number: number;
  readonly reason: CaseRow['reason'];
  readonly opened: number;
  readonly answered: number;
  /** Answered in time. */
  readonly timely: number;
  /** Open, and an answer was due. */
  readonly late: number;
}

/** Complaints about a system since a moment; those that were taken back are none. */
export async function countComplaintsSince(op: Operation, since: Date): Promise<ComplaintCount[]> {
  const { rows } = await sql<ComplaintCount>`
    select agency_id, system_number, reason, count(*)::integer as opened,
      (count(*) filter (where state = 'answered'))::integer as answered,
      (count(*) filter (where state = 'answered' and answered_at <= due_at))::integer as timely,
      (count(*) filter (where state = 'open' and due_at < ${op.at}))::integer as late
    from citizen_case
    where kind = 'complaint' and system_number is not null and state <> 'taken_back' and opened_at >= ${since}
    group by agency_id, system_number, reason`.execute(op.db);
  return rows;
}

/** What agencies contested, newest first: the last of each. */
export function selectContests(op: Operation): Promise<CaseRow[]> {
  return op.db
    .selectFrom('citizen_case')
    .selectAll()
    .distinctOn('agency_id')
    .where('kind', '=', 'contest')
    .where('state', '<>', 'taken_back')
    .orderBy('agency_id')
    .orderBy('opened_at', 'desc')
    .execute();
}
