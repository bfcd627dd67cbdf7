import { type Insertable, type SqlBool, sql } from 'kysely';
import { readByKey, type Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';
import { selectAgencies } from './agency-store.ts';
import type { Client, ClientKind, ClientState, Purpose } from './client.ts';
import { clientOf, purposeOf } from './rows.ts';
import { beginnings, wordsOf } from './words.ts';

export const clientColumns = [
  'client.id',
  'client.agency_id',
  'client.kind',
  'client.state',
  'client.stage',
  'client.clearance_until',
  'client.name_fa',
  'client.name_en',
  'client.metadata',
  'client.registered_by',
  'client.registered_at',
  'client.changed_at',
  'agency.name_fa as agency_name_fa',
  'agency.name_en as agency_name_en',
] as const;

export const purposeColumns = [
  'id',
  'client_id',
  'key',
  'version',
  'state',
  'name_fa',
  'name_en',
  'text_fa',
  'text_en',
  'basis',
  'law',
  'fields',
  'subjects',
  'level',
  'retention_fa',
  'retention_en',
  'consent_days',
  'approval_hours',
  'history',
  'registered_by',
  'registered_at',
] as const;

const clients = ({ db }: Pick<Operation, 'db'>) =>
  db.selectFrom('client').leftJoin('agency', 'agency.id', 'client.agency_id').select(clientColumns);

/** Of many that are asked for at the same moment, in one statement. */
export const selectClientsById = readByKey(
  async (db, ids): Promise<Client[]> =>
    (await clients({ db }).where(sql<boolean>`client.id = any(${ids}::text[])`).execute()).map(clientOf),
  client => client.id,
);

export async function selectClient(op: Operation, id: string): Promise<Client | undefined> {
  return (await selectClientsById(op, [id]))[0];
}

export interface ClientFilter {
  /** Beginnings of words of the id and both names, or of the agency's; letters and digits of any keyboard. */
  readonly search?: string;
  readonly states?: readonly ClientState[];
  readonly kinds?: readonly ClientKind[];
  readonly agencyId?: string;
  /** Id of the last one already read. */
  readonly after?: string;
  readonly limit: number;
}

/** Ids of the agencies whose name holds every word, as a beginning. */
async function agenciesNamed(op: Operation, search: string): Promise<string[]> {
  const wanted = wordsOf(search).split(' ');
  return (await selectAgencies(op))
    .filter(({ id, name }) => {
      const words = wordsOf(id, name.fa, name.en).split(' ');
      return wanted.every(part => words.some(word => word.startsWith(part)));
    })
    .map(({ id }) => id);
}

export async function selectClients(op: Operation, filter: ClientFilter): Promise<Client[]> {
  let query = clients(op).orderBy('client.id').limit(filter.limit);
  const wanted = beginnings(filter.search ?? '');
  if (wanted) {
    const agencies = await agenciesNamed(op, filter.search ?? '');
    query = query.where(eb =>
      eb.or([
        sql<SqlBool>`to_tsvector('simple', client.words) @@ to_tsquery('simple', ${wanted})`,
        ...(agencies.length > 0 ? [eb('client.agency_id', 'in', agencies)] : []),
      ]),
    );
  }
  if (filter.states) query = query.where('client.state', 'in', [...filter.states]);
  if (filter.kinds) query = query.where('client.kind', 'in', [...filter.kinds]);
  if (filter.agencyId) query = query.where('client.agency_id', '=', filter.agencyId);
  if (filter.after) query = query.where('client.id', '>', filter.after);
  return (await query.execute()).map(clientOf);
}

/** Ids of those that no agency answers for: they registered themselves, to try, or are an entity’s own software. */
export async function selectOwnClients(op: Operation): Promise<string[]> {
  const rows = await op.db.selectFrom('client').select('id').where('agency_id', 'is', null).execute();
  return rows.map(({ id }) => id);
}

/** How many clients are in each state. */
export async function countClients(op: Operation): Promise<Partial<Record<ClientState, number>>> {
  const rows = await op.db
    .selectFrom('client')
    .select(['state', eb => eb.fn.countAll<string>().as('count')])
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map(row => [row.state, Number(row.count)]));
}

/** Held until the transaction ends: of two who ask at the same moment the second sees what the first asked. */
export async function lockClient(op: Operation, id: string): Promise<boolean> {
  const row = await op.db
    .selectFrom('client')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns false when the id is taken */
export async function insertClient(op: Operation, row: Insertable<Schema['client']>): Promise<boolean> {
  const done = await op.db
    .insertInto('client')
    .values(row)
    .onConflict(conflict => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** One condition, one statement: of two that change at the same moment, one finds nothing to change. */
export async function changeClientState(
  op: Operation,
  id: string,
  from: readonly ClientState[],
  to: ClientState,
): Promise<boolean> {
  const done = await op.db
    .updateTable('client')
    .set({ state: to, changed_at: op.at })
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Only a client that registered itself: of the sandbox, of no agency. */
export async function changeMetadata(
  op: Operation,
  id: string,
  change: Pick<Insertable<Schema['client']>, 'metadata' | 'name_fa' | 'name_en' | 'words'>,
): Promise<boolean> {
  const done = await op.db
    .updateTable('client')
    .set({ ...change, changed_at: op.at })
    .where('id', '=', id)
    .where('kind', '=', 'sandbox')
    .where('agency_id', 'is', null)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Only one of the sandbox that the program itself set up. */
export async function moveMetadata(op: Operation, id: string, metadata: string): Promise<void> {
  await op.db
    .updateTable('client')
    .set({ metadata, changed_at: op.at })
    .where('id', '=', id)
    .where('kind', '=', 'sandbox')
    .execute();
}

/** What was approved comes into force. */
export async function applyChange(
  op: Operation,
  id: string,
  change: Pick<Insertable<Schema['client']>, 'metadata' | 'name_fa' | 'name_en' | 'words' | 'keys_expire_at'>,
): Promise<boolean> {
  const done = await op.db
    .updateTable('client')
    .set({ ...change, changed_at: op.at })
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function touchClient(op: Operation, id: string): Promise<void> {
  await op.db.updateTable('client').set({ changed_at: op.at }).where('id', '=', id).execute();
}

// purposes
const selectPurposesOf = readByKey(
  async (db, clientIds): Promise<Purpose[]> => {
    const query = db.selectFrom('purpose').select(purposeColumns).orderBy('key').orderBy('version', 'desc');
    return (await query.where(sql<boolean>`client_id = any(${clientIds}::text[])`).execute()).map(purposeOf);
  },
  purpose => purpose.clientId,
);

/** Of many clients that are asked for at the same moment, in one statement. */
export function selectPurposes(op: Operation, clientId: string): Promise<Purpose[]> {
  return selectPurposesOf(op, [clientId]);
}

/** Active purposes that ask for a field, also with a parameter; not those of clients that registered themselves. */
export async function selectPurposesWith(
  op: Operation,
  fieldKey: string,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<Purpose[]> {
  let query = op.db
    .selectFrom('purpose_field')
    .innerJoin('purpose', 'purpose.id', 'purpose_field.purpose_id')
    .innerJoin('client', 'client.id', 'purpose_field.client_id')
    .selectAll('purpose')
    .where('purpose_field.field', '=', fieldKey)
    .where('purpose.state', '=', 'active')
    .where('client.state', '=', 'active')
    .where('client.agency_id', 'is not', null)
    .orderBy('purpose_field.client_id')
    .orderBy('purpose_field.key')
    .limit(page.limit);
  if (page.after)
    query = query.where(
      sql<boolean>`(purpose_field.client_id, purpose_field.key) > (select client_id, key from purpose where id = ${page.after})`,
    );
  return (await query.execute()).map(purposeOf);
}

const selectPurposesById = readByKey(
  async (db, ids): Promise<Purpose[]> => {
    const query = db.selectFrom('purpose').select(purposeColumns);
    return (await query.where(sql<boolean>`id = any(${ids}::uuid[])`).execute()).map(purposeOf);
  },
  purpose => purpose.id,
);

export async function selectPurpose(op: Operation, id: string): Promise<Purpose | undefined> {
  return (await selectPurposesById(op, [id]))[0];
}

/** @returns false when this version of this purpose is there already */
export async function insertPurpose(op: Operation, row: Insertable<Schema['purpose']>): Promise<boolean> {
  const done = await op.db
    .insertInto('purpose')
    .values(row)
    .onConflict(conflict => conflict.columns(['client_id', 'key', 'version']).doNothing())
    .executeTakeFirst();
  if ((done.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  const { client_id, key, version, id } = row;
  const fields = new Set(row.fields.map(field => field.split(':', 1)[0] ?? field));
  const rows = [...fields].map(field => ({ field, client_id, key, version, purpose_id: id }));
  if (rows.length > 0) await op.db.insertInto('purpose_field').values(rows).execute();
  return true;
}

/** Moves the purposes of a client, or those of one key, or one version, from a state to another. */
export async function changePurposeStates(
  op: Operation,
  which: { clientId: string; key?: string; id?: string },
  from: Purpose['state'],
  to: Purpose['state'],
): Promise<void> {
  let query = op.db
    .updateTable('purpose')
    .set({ state: to })
    .where('client_id', '=', which.clientId)
    .where('state', '=', from);
  if (which.key !== undefined) query = query.where('key', '=', which.key);
  if (which.id !== undefined) query = query.where('id', '=', which.id);
  await query.execute();
}
