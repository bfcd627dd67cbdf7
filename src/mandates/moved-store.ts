import { sql } from 'kysely';
import type { Operation } from '../operation.ts';

/** An office that the register lists under both numbers stays where it is: the new number has it already. */
export async function moveOfficer(op: Operation, from: Buffer, to: Buffer): Promise<void> {
  await sql`update office o set officer_hash = ${to} where o.officer_hash = ${from}
    and not exists (select from office other where other.entity_id = o.entity_id and other.officer_hash = ${to}
      and other.role = o.role and other.since = o.since)`.execute(op.db);
}

/**
 * Both are of one length in hexadecimal, so a text can stand for the list. Who stands in a list under both numbers is one
 * officer, and his two signatures are one.
 */
export async function renameInCombinations(op: Operation, from: string, to: string): Promise<void> {
  await sql`update office set combinations = (
      select jsonb_agg((select jsonb_agg(distinct officer) from jsonb_array_elements(one) officer))
      from jsonb_array_elements(replace(combinations::text, ${from}::text, ${to}::text)::jsonb) one)
    where combinations::text like ${`%${from}%`}`.execute(op.db);
  await sql`update mandate_office set (signers, signed) = (select jsonb_agg(distinct officer), count(distinct officer)
      from jsonb_array_elements(replace(signers::text, ${from}::text, ${to}::text)::jsonb) officer)
    where signers::text like ${`%${from}%`}`.execute(op.db);
}

export async function moveHolder(op: Operation, from: Buffer, to: Buffer): Promise<void> {
  await op.db
    .updateTable('mandate')
    .set({ holder_hash: to })
    .where('holder_kind', '=', 'person')
    .where('holder_hash', '=', from)
    .execute();
}

/** What somebody passed on stays his to end, whichever account he has now. */
export async function moveGiver(op: Operation, from: string, to: string): Promise<void> {
  await op.db
    .updateTable('mandate')
    .set({ giver_person_id: to })
    .where('giver_person_id', '=', from)
    .execute();
}
