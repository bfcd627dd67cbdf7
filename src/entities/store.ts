import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import { readByKey } from '../db/index.ts';
import type { EntityTable } from '../db/schema/entities.ts';
import type { Operation } from '../operation.ts';
import { wrappedKeyOf } from '../vault/index.ts';

/** An entity with the key that opens what is sealed; null when it was shredded. */
export type EntityRow = Omit<Selectable<EntityTable>, 'identifier_hash'> & {
  readonly wrapped_key?: Buffer | null;
};

function entities({ db }: Pick<Operation, 'db'>) {
  return db
    .selectFrom('entity')
    .select(['entity.id', 'entity.sealed', 'entity.status', 'entity.status_since'])
    .select(['entity.record', 'entity.as_of'])
    .select(wrappedKeyOf('entity.id').as('wrapped_key'));
}

export const selectEntities = readByKey(
  (db, ids): Promise<EntityRow[]> =>
    entities({ db }).where(sql<boolean>`entity.id = any(${ids}::uuid[])`).execute(),
  row => row.id,
);

export function selectEntityByHash(op: Operation, hash: Buffer): Promise<EntityRow | undefined> {
  return entities(op).where('entity.identifier_hash', '=', hash).executeTakeFirst();
}

/** The same, held until the transaction ends. */
export function lockEntityByHash(op: Operation, hash: Buffer): Promise<EntityRow | undefined> {
  return entities(op).where('entity.identifier_hash', '=', hash).forUpdate().executeTakeFirst();
}

/** @returns false when the entity was there already */
export async function insertEntity(op: Operation, row: Insertable<EntityTable>): Promise<boolean> {
  const result = await op.db
    .insertInto('entity')
    .values(row)
    .onConflict(conflict => conflict.column('identifier_hash').doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateEntity(op: Operation, id: string, row: Updateable<EntityTable>): Promise<void> {
  await op.db.updateTable('entity').set(row).where('id', '=', id).execute();
}
