import { type Selectable, sql } from 'kysely';
import { readByKey, type Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';

export type SystemRow = Selectable<Schema['government_system']>;

const columns = [
  'number',
  'name_fa',
  'name_en',
  'owner_fa',
  'owner_en',
  'url',
  'processes',
  'client_id',
  'sign_in_url',
  'services_fa',
  'services_en',
  'hours_fa',
  'hours_en',
  'availability',
  'fields',
  'inquiries',
  'version',
] as const;

/** Of many that are asked for at the same moment, in one statement. */
export const selectSystemsByNumber = readByKey(
  (db, numbers): Promise<SystemRow[]> =>
    db
      .selectFrom('government_system')
      .select(columns)
      .where(sql<boolean>`number = any(${numbers}::integer[])`)
      .execute(),
  row => String(row.number),
);

/** All, or those of these numbers. */
export function selectSystems(op: Operation, numbers?: readonly number[]): Promise<SystemRow[]> {
  const query = op.db.selectFrom('government_system').select(columns).orderBy('number');
  return (
    numbers === undefined ? query : query.where(sql<boolean>`number = any(${[...numbers]}::integer[])`)
  ).execute();
}

const selectSystemsOfClients = readByKey(
  (db, ids): Promise<SystemRow[]> =>
    db
      .selectFrom('government_system')
      .select(columns)
      .where(sql<boolean>`client_id = any(${ids}::text[])`)
      .orderBy('number')
      .execute(),
  row => row.client_id ?? '',
);

export async function selectSystemOfClient(op: Operation, clientId: string): Promise<SystemRow | undefined> {
  return (await selectSystemsOfClients(op, [clientId]))[0];
}

/** Which of the systems these clients are. */
export async function selectNumbersOfClients(
  op: Operation,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const rows = await selectSystemsOfClients(op, ids);
  return new Map(rows.map(({ client_id, number }) => [client_id ?? '', number]));
}

/** Takes the place only where it is free or held by `held`. @returns false when somebody else took it meanwhile */
export async function setConnection(
  op: Operation,
  number: number,
  held: string | null,
  to: { client_id: string | null; sign_in_url: string | null },
): Promise<boolean> {
  const done = await op.db
    .updateTable('government_system')
    .set(to)
    .where('number', '=', number)
    .where('client_id', 'is not distinct from', held)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
