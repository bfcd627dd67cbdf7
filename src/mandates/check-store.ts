import { sql } from 'kysely';
import type { Operation } from '../operation.ts';

/** The next time that the register is asked about an entity; replaces what was planned. */
export async function checkAgain(op: Operation, entityId: string, dueAt: Date): Promise<void> {
  await op.db
    .insertInto('power_check')
    .values({ entity_id: entityId, due_at: dueAt })
    .onConflict(conflict => conflict.column('entity_id').doUpdateSet({ due_at: dueAt }))
    .execute();
}

/**
 * Entities that are due, the longest waiting first. They are this process's for a while: no other takes them up, and
 * one that could not be asked comes again by itself.
 */
export async function takeDue(op: Operation, most: number, until: Date): Promise<string[]> {
  const { rows } = await sql<{ entity_id: string }>`
update power_check set due_at = ${until} where entity_id in (
  select entity_id from power_check where due_at <= ${op.at} order by due_at limit ${most}::integer
  for update skip locked
) returning entity_id`.execute(op.db);
  return rows.map(row => row.entity_id);
}

/** Entities in which an office or a mandate is over by the clock, and nothing has been done about it yet. */
export async function selectOverdue(op: Operation, today: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ entity_id: string }>`
select entity_id from office where closed_at is null and until < ${today}::date
union select entity_id from office where closed_at is null and ended_at <= ${op.at}
limit ${most}::integer`.execute(op.db);
  return rows.map(row => row.entity_id);
}

/** Mandates whose last day is over, and offers that nobody has answered in time. */
export async function selectLapsed(
  op: Operation,
  today: string,
  offeredBefore: Date,
  most: number,
): Promise<{ id: string; state: string }[]> {
  return op.db
    .selectFrom('mandate')
    .select(['id', 'state'])
    .where('ended_at', 'is', null)
    .where(eb =>
      eb.or([
        eb('valid_until', '<', today),
        eb.and([eb('state', '=', 'offered'), eb('offered_at', '<', offeredBefore)]),
      ]),
    )
    .orderBy('valid_until')
    .limit(most)
    .execute();
}
