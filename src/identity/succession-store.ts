import { type Insertable, sql } from 'kysely';
import type { FormerIdentifierTable } from '../db/schema/identity.ts';
import type { Operation } from '../operation.ts';

/** A number that is known to be replaced stays as it is. */
export async function insertFormer(op: Operation, row: Insertable<FormerIdentifierTable>): Promise<void> {
  await op.db
    .insertInto('former_identifier')
    .values(row)
    .onConflict(conflict => conflict.column('identifier_hash').doNothing())
    .execute();
}

/** Whoever went on as this account goes on as the next one. */
export async function passOn(op: Operation, from: string, to: string): Promise<void> {
  await op.db.updateTable('former_identifier').set({ into_id: to }).where('into_id', '=', from).execute();
}

/** Accounts that became this one. */
export async function selectFormerAccounts(op: Operation, personId: string): Promise<string[]> {
  const rows = await op.db
    .selectFrom('former_identifier')
    .select('holder_id')
    .distinct()
    .where('into_id', '=', personId)
    .where('holder_id', '<>', personId)
    .execute();
  return rows.map(row => row.holder_id);
}

/** The account that goes on in the place of this one. */
export async function selectGoesOnAs(op: Operation, personId: string): Promise<string | undefined> {
  const row = await op.db
    .selectFrom('former_identifier')
    .select('into_id')
    .where('holder_id', '=', personId)
    .where('into_id', '<>', personId)
    .executeTakeFirst();
  return row?.into_id;
}

/** Of hashes that the register replaced, the one that counts now. */
export function selectSuccessors(
  op: Operation,
  hashes: readonly Buffer[],
): Promise<{ former: Buffer; now: Buffer }[]> {
  return op.db
    .selectFrom('former_identifier as f')
    .innerJoin('person as p', 'p.id', 'f.into_id')
    .select(['f.identifier_hash as former', 'p.identifier_hash as now'])
    .where(sql<boolean>`f.identifier_hash = any(${[...hashes]}::bytea[])`)
    .execute();
}

/** One row for each other number of the same record, or one without. */
export async function selectAccountOfNumber(
  op: Operation,
  hash: Buffer,
): Promise<{ id: string; other: Buffer | null }[]> {
  const { rows } = await sql<{ id: string; other: Buffer | null }>`
select account.id, other.hash as other
  from (values (${hash}::bytea)) as asked (hash)
  left join person p on p.identifier_hash = asked.hash
  left join former_identifier f on f.identifier_hash = asked.hash
  join person account on account.id = coalesce(p.id, f.into_id) and account.state <> 'closed'
  left join lateral (
    select identifier_hash as hash from former_identifier
      where into_id = account.id and holder_id = coalesce(p.id, f.holder_id)
    union select identifier_hash from person where id = coalesce(p.id, f.holder_id)
  ) as other on other.hash <> asked.hash`.execute(op.db);
  return rows;
}

export async function updateIdentifier(
  op: Operation,
  id: string,
  change: {
    readonly identifier_hash: Buffer;
    readonly identifier_kind: 'national_id' | 'foreign_id';
    readonly sealed: Buffer;
  },
): Promise<void> {
  await op.db.updateTable('person').set(change).where('id', '=', id).execute();
}

/** Found by no number and admitted nowhere; its password stays, to tell whoever knows it what to do. */
export async function retire(op: Operation, id: string, nobody: Buffer): Promise<void> {
  await op.db
    .updateTable('person')
    .set({ state: 'closed', identifier_hash: nobody })
    .where('id', '=', id)
    .execute();
}
