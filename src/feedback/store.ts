import { type Insertable, type Selectable, sql } from 'kysely';
import type { ServiceFeedbackTable } from '../db/schema/feedback.ts';
import type { Operation } from '../operation.ts';

export type FeedbackRow = Selectable<ServiceFeedbackTable>;

/** @returns false when somebody asked at the same moment */
export async function insertAsked(op: Operation, row: Insertable<ServiceFeedbackTable>): Promise<boolean> {
  const done = await op.db
    .insertInto('service_feedback')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Newest first. */
export function selectOfPerson(op: Operation, personId: string): Promise<FeedbackRow[]> {
  return op.db
    .selectFrom('service_feedback')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('asked_at', 'desc')
    .limit(500)
    .execute();
}

export function selectFeedback(op: Operation, id: string): Promise<FeedbackRow | undefined> {
  return op.db.selectFrom('service_feedback').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Goes on from one of these states, once. @returns false when it was in another */
export async function moveFeedback(
  op: Operation,
  id: string,
  from: readonly FeedbackRow['state'][],
  to: Partial<Omit<FeedbackRow, 'id' | 'person_id' | 'system_number'>>,
): Promise<boolean> {
  const done = await op.db
    .updateTable('service_feedback')
    .set(to)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Texts that wait to be read, oldest first; or all that was given, newest first. */
export function selectGiven(
  op: Operation,
  filter: { readonly waiting: boolean; readonly last?: string | undefined; readonly limit: number },
): Promise<FeedbackRow[]> {
  let query = op.db.selectFrom('service_feedback').selectAll().where('state', '=', 'given');
  if (filter.waiting) query = query.where('text_state', '=', 'waiting');
  if (filter.last !== undefined)
    query = query.where(filter.waiting ? laterThan(filter.last) : earlierThan(filter.last));
  return query
    .orderBy('given_at', filter.waiting ? 'asc' : 'desc')
    .orderBy('id', filter.waiting ? 'asc' : 'desc')
    .limit(filter.limit)
    .execute();
}

function laterThan(id: string) {
  return sql<boolean>`(given_at, id) > (select last.given_at, last.id from service_feedback last where last.id = ${id})`;
}

function earlierThan(id: string) {
  return sql<boolean>`(given_at, id) < (select last.given_at, last.id from service_feedback last where last.id = ${id})`;
}

/** Of an agency's systems, newest first: all, or what was read and waits for a reply. */
export function selectOfSystems(
  op: Operation,
  systems: readonly number[],
  filter: { readonly unanswered: boolean; readonly before?: string | undefined; readonly limit: number },
): Promise<FeedbackRow[]> {
  let query = op.db
    .selectFrom('service_feedback')
    .selectAll()
    .where('state', '=', 'given')
    .where('system_number', 'in', [0, ...systems]);
  if (filter.unanswered)
    query = query
      .where('reply', 'is', null)
      .where('sealed_text', 'is not', null)
      .where(eb =>
        eb.or([
          eb('text_state', '=', 'shown'),
          eb.and([eb('text_state', '=', 'hidden'), eb('may_show', '=', false)]),
        ]),
      );
  if (filter.before !== undefined) query = query.where(earlierThan(filter.before));
  return query.orderBy('given_at', 'desc').orderBy('id', 'desc').limit(filter.limit).execute();
}

export function selectShown(op: Operation, systemNumber: number, limit: number): Promise<FeedbackRow[]> {
  return op.db
    .selectFrom('service_feedback')
    .selectAll()
    .where('system_number', '=', systemNumber)
    .where('text_state', '=', 'shown')
    .where('may_show', '=', true)
    .orderBy('given_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export interface SumRow {
  readonly count: number;
  readonly score: number;
  readonly asked_again: number;
}

/** Sums of the first whole steps of answers since a moment: what is told changes by so many answers at once. */
export async function selectSums(
  op: Operation,
  systemNumber: number,
  since: Date,
  step: number,
): Promise<SumRow | undefined> {
  const { rows } = await sql<SumRow>`
    with given as (
      select score, asked_again, row_number() over (order by given_at, id) as place, count(*) over () as total
      from service_feedback
      where system_number = ${systemNumber} and state = 'given' and given_at >= ${since}
    )
    select count(*)::integer as count, coalesce(sum(score), 0)::integer as score,
      (count(*) filter (where asked_again))::integer as asked_again
    from given where place <= total - total % ${step}`.execute(op.db);
  return rows[0];
}

/** Of an account that is closed only the score is left, and it is nobody's. */
export async function forgetPerson(op: Operation, personId: string): Promise<void> {
  await op.db
    .deleteFrom('service_feedback')
    .where('person_id', '=', personId)
    .where('state', '<>', 'given')
    .execute();
  await op.db
    .updateTable('service_feedback')
    .set({
      person_id: sql<string>`gen_random_uuid()`,
      sealed_text: null,
      text_state: null,
      may_show: false,
    })
    .where('person_id', '=', personId)
    .execute();
}
