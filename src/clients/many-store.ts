/** Many clients in a few statements: for whoever applies files. */
import type { Insertable } from 'kysely';
import type { Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';
import type { Client, Purpose } from './client.ts';
import { clientOf, purposeOf } from './rows.ts';
import { clientColumns, purposeColumns } from './store.ts';

const LIST = 1_000;
/** A statement takes 65,535 parameters. */
const ROWS = 250;

async function inChunks<T, R>(
  list: readonly T[],
  size: number,
  work: (chunk: T[]) => Promise<R[]>,
): Promise<R[]> {
  const all: R[] = [];
  for (let from = 0; from < list.length; from += size)
    all.push(...(await work(list.slice(from, from + size))));
  return all;
}

export async function selectClientsAmong(
  op: Operation,
  ids: readonly string[],
): Promise<Map<string, Client>> {
  const rows = await inChunks(ids, LIST, chunk =>
    op.db
      .selectFrom('client')
      .leftJoin('agency', 'agency.id', 'client.agency_id')
      .select(clientColumns)
      .where('client.id', 'in', chunk)
      .execute(),
  );
  return new Map(rows.map(row => [row.id, clientOf(row)]));
}

export async function selectPurposesAmong(
  op: Operation,
  clientIds: readonly string[],
): Promise<Map<string, Purpose[]>> {
  const rows = await inChunks(clientIds, LIST, chunk =>
    op.db
      .selectFrom('purpose')
      .select(purposeColumns)
      .where('client_id', 'in', chunk)
      .orderBy('key')
      .orderBy('version', 'desc')
      .execute(),
  );
  return Map.groupBy(rows.map(purposeOf), ({ clientId }) => clientId);
}

export interface NewRows {
  readonly clients: readonly Insertable<Schema['client']>[];
  readonly secrets: readonly Insertable<Schema['client_secret']>[];
  readonly purposes: readonly Insertable<Schema['purpose']>[];
  readonly approvals: readonly Insertable<Schema['approval']>[];
}

export async function insertMany(op: Operation, rows: NewRows): Promise<void> {
  const put = async <T extends 'client' | 'client_secret' | 'purpose' | 'approval'>(
    table: T,
    list: readonly Insertable<Schema[T]>[],
  ) => {
    await inChunks(list, ROWS, async chunk => {
      await op.db
        .insertInto(table)
        .values(chunk as never)
        .execute();
      return [];
    });
  };
  await put('client', rows.clients);
  await put('client_secret', rows.secrets);
  await put('purpose', rows.purposes);
  await put('approval', rows.approvals);
}
