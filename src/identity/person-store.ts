import { type Selectable, sql } from 'kysely';
import { readByKey } from '../db/index.ts';
import type { PersonTable } from '../db/schema/identity.ts';
import type { Operation } from '../operation.ts';
import { wrappedKeyOf } from '../vault/index.ts';

/** A person with the key that opens what is sealed; null when it was shredded. */
export type PersonRow = Pick<Selectable<PersonTable>, 'id' | 'identifier_kind' | 'sealed' | 'state'> & {
  readonly wrapped_key: Buffer | null;
};

function persons({ db }: Pick<Operation, 'db'>) {
  return db
    .selectFrom('person')
    .select(['person.id', 'person.identifier_kind', 'person.sealed', 'person.state'])
    .select(wrappedKeyOf('person.id').as('wrapped_key'));
}

const selectPersons = readByKey(
  (db, ids): Promise<PersonRow[]> =>
    persons({ db }).where(sql<boolean>`person.id = any(${ids}::uuid[])`).execute(),
  row => row.id,
);

export async function selectPerson(op: Operation, id: string): Promise<PersonRow | undefined> {
  return (await selectPersons(op, [id]))[0];
}

export function selectPersonByHash(op: Operation, hash: Buffer): Promise<PersonRow | undefined> {
  return persons(op).where('person.identifier_hash', '=', hash).executeTakeFirst();
}

/** Which of these keyed hashes are of somebody with an active account. */
export function selectIdsByHash(
  op: Operation,
  hashes: readonly Buffer[],
): Promise<{ id: string; identifier_hash: Buffer }[]> {
  return op.db
    .selectFrom('person')
    .select(['id', 'identifier_hash'])
    .where('identifier_hash', 'in', [...hashes])
    .where('state', '=', 'active')
    .execute();
}

/** The same, held until the transaction ends. */
export function lockPerson(op: Operation, id: string): Promise<PersonRow | undefined> {
  return persons(op).where('person.id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateSealed(op: Operation, id: string, sealed: Buffer): Promise<void> {
  await op.db.updateTable('person').set({ sealed }).where('id', '=', id).execute();
}

/** Those who have an account, of people known by the hash of their identifier. */
export async function selectPersonIdsByHash(op: Operation, hashes: readonly Buffer[]): Promise<string[]> {
  const rows = await op.db
    .selectFrom('person')
    .select('id')
    .where(sql<boolean>`identifier_hash = any(${[...hashes]}::bytea[])`)
    .execute();
  return rows.map(row => row.id);
}
