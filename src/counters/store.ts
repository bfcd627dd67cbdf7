import { type Insertable, type Selectable, sql } from 'kysely';
import type { CounterOfficerTable, CounterVisitTable } from '../db/schema/counters.ts';
import type { Operation } from '../operation.ts';

export type OfficerRow = Selectable<CounterOfficerTable>;
export type VisitRow = Selectable<CounterVisitTable>;
export type EndReason = NonNullable<VisitRow['end_reason']>;

export async function insertOfficer(op: Operation, row: Insertable<CounterOfficerTable>): Promise<void> {
  await op.db.insertInto('counter_officer').values(row).execute();
}

export function selectOfficer(op: Operation, id: string): Promise<OfficerRow | undefined> {
  return op.db.selectFrom('counter_officer').selectAll().where('id', '=', id).executeTakeFirst();
}

export function selectOfficers(
  op: Operation,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<OfficerRow[]> {
  let query = op.db.selectFrom('counter_officer').selectAll();
  if (page.after)
    query = query.where(
      sql<boolean>`(asked_at, id) < (select last.asked_at, last.id from counter_officer last where last.id = ${page.after})`,
    );
  return query.orderBy('asked_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** Approved, not ended, in time. */
export function selectCurrentOf(op: Operation, personId: string): Promise<OfficerRow[]> {
  return op.db
    .selectFrom('counter_officer')
    .selectAll()
    .where('person_id', '=', personId)
    .where('approved_at', 'is not', null)
    .where('ended_at', 'is', null)
    .where('valid_until', '>', op.at)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
}

export function selectOpenOf(op: Operation, personId: string): Promise<OfficerRow[]> {
  return op.db
    .selectFrom('counter_officer')
    .selectAll()
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute();
}

/** @returns false when it was approved or ended before */
export async function approveRow(op: Operation, id: string, by: string): Promise<boolean> {
  const result = await op.db
    .updateTable('counter_officer')
    .set({ approved_by: by, approved_at: op.at })
    .where('id', '=', id)
    .where('approved_at', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @returns false when it had ended before */
export async function endOfficerRow(op: Operation, id: string): Promise<boolean> {
  const result = await op.db
    .updateTable('counter_officer')
    .set({ ended_at: op.at })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function insertVisit(op: Operation, row: Insertable<CounterVisitTable>): Promise<void> {
  await op.db.insertInto('counter_visit').values(row).execute();
}

export function selectVisit(op: Operation, id: string): Promise<VisitRow | undefined> {
  return op.db.selectFrom('counter_visit').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Those of an officer that still run or wait, newest first. */
export function selectOpenVisits(op: Operation, officerPersonId: string): Promise<VisitRow[]> {
  return op.db
    .selectFrom('counter_visit')
    .selectAll()
    .where('officer_person_id', '=', officerPersonId)
    .where('ended_at', 'is', null)
    .where('valid_until', '>', op.at)
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(50)
    .execute();
}

/** Confirmed ones in which somebody was helped. */
export function selectVisitsTo(op: Operation, personId: string): Promise<VisitRow[]> {
  return op.db
    .selectFrom('counter_visit')
    .selectAll()
    .where('person_id', '=', personId)
    .where('confirmed_at', 'is not', null)
    .orderBy('asked_at', 'desc')
    .orderBy('id')
    .limit(1000)
    .execute();
}

/** @returns false when it was confirmed or had ended before */
export async function confirmRow(op: Operation, id: string, until: Date): Promise<boolean> {
  const result = await op.db
    .updateTable('counter_visit')
    .set({ confirmed_at: op.at, valid_until: until })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Counts one look, while the visit runs. @returns false when it does not (any more) */
export async function countLook(op: Operation, id: string): Promise<boolean> {
  const result = await op.db
    .updateTable('counter_visit')
    .set(eb => ({ times_seen: eb('times_seen', '+', 1) }))
    .where('id', '=', id)
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .where('valid_until', '>', op.at)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** @returns the visit, when it had not ended before */
export function endVisitRow(op: Operation, id: string, reason: EndReason): Promise<VisitRow | undefined> {
  return op.db
    .updateTable('counter_visit')
    .set({ ended_at: op.at, end_reason: reason })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

/** Ids of visits that have not ended: over in time, of an accreditation, or of people (about one subject). */
export async function selectNotEnded(
  op: Operation,
  which:
    | { readonly overdue: true }
    | { readonly officerId: string }
    | { readonly personIds: readonly string[]; readonly subjectId?: string },
): Promise<string[]> {
  let query = op.db.selectFrom('counter_visit').select('id').where('ended_at', 'is', null);
  if ('overdue' in which) query = query.where('valid_until', '<=', op.at);
  else if ('officerId' in which) query = query.where('officer_id', '=', which.officerId);
  else {
    if (which.personIds.length === 0) return [];
    query = query.where('person_id', 'in', [...which.personIds]);
    if (which.subjectId) query = query.where('subject_id', '=', which.subjectId);
  }
  return (await query.orderBy('id').limit(500).execute()).map(({ id }) => id);
}

/** What was never confirmed leaves no trace here after a day. */
export async function deleteUnconfirmed(op: Operation, before: Date): Promise<void> {
  await op.db
    .deleteFrom('counter_visit')
    .where('confirmed_at', 'is', null)
    .where('asked_at', '<', before)
    .execute();
}
