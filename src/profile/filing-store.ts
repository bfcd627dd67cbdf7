import { type Insertable, type Selectable, sql } from 'kysely';
import type { RegistryFilingTable } from '../db/schema/profile.ts';
import type { Operation } from '../operation.ts';

export type FilingRow = Selectable<RegistryFilingTable>;

/** @returns false where a question of this subject to this registry waits already, or the ticket was given before */
export async function insertFiling(op: Operation, row: Insertable<RegistryFilingTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await op.db
    .insertInto('registry_filing')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Some whose answer is to be asked for now; nobody else takes the same until `nextAt`. */
export async function takeDueFilings(op: Operation, most: number, nextAt: Date): Promise<FilingRow[]> {
  const { rows } = await sql<FilingRow>`
    update registry_filing set next_poll_at = ${nextAt}, polls = polls + 1
    where id in (select id from registry_filing where settled_at is null and next_poll_at <= ${op.at}
      order by next_poll_at limit ${most} for update skip locked)
    returning *`.execute(op.db);
  return rows;
}

export function selectFiling(
  op: Operation,
  registry: string,
  ticket: string,
): Promise<FilingRow | undefined> {
  return op.db
    .selectFrom('registry_filing')
    .selectAll()
    .where('registry', '=', registry)
    .where('ticket', '=', ticket)
    .executeTakeFirst();
}

export async function postponeFiling(
  op: Operation,
  id: string,
  change: { readonly state: 'waiting' | 'overdue'; readonly expected_by: Date; readonly next_poll_at: Date },
): Promise<void> {
  await op.db
    .updateTable('registry_filing')
    .set(change)
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .execute();
}

/** @returns false when it was settled before */
export async function settleFiling(
  op: Operation,
  id: string,
  state: 'answered' | 'given_up',
): Promise<boolean> {
  const { numUpdatedRows } = await op.db
    .updateTable('registry_filing')
    .set({ state, settled_at: op.at })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function countOpenFilings(op: Operation): Promise<Record<string, number>> {
  const rows = await op.db
    .selectFrom('registry_filing')
    .select(['state', sql<string>`count(*)`.as('count')])
    .where('settled_at', 'is', null)
    .groupBy('state')
    .execute();
  return { waiting: 0, overdue: 0, ...Object.fromEntries(rows.map(row => [row.state, Number(row.count)])) };
}

export async function deleteSettledFilings(op: Operation, before: Date, most: number): Promise<void> {
  await sql`delete from registry_filing where id in (
    select id from registry_filing where settled_at < ${before} limit ${most})`.execute(op.db);
}

export async function deleteFilingsOf(op: Operation, subjectId: string): Promise<void> {
  await op.db.deleteFrom('registry_filing').where('subject_id', '=', subjectId).execute();
}
