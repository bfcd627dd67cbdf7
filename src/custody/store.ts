import { type Selectable, sql } from 'kysely';
import type { Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';

const REFUSALS_AT_ONCE = 10_000;

export type LoadRow = Selectable<Schema['custody_load']>;

export async function upsertCustodian(op: Operation, clientId: string, registry: string): Promise<void> {
  await op.db
    .insertInto('custodian')
    .values({ client_id: clientId, registry, bound_at: op.at })
    .onConflict(conflict => conflict.column('client_id').doUpdateSet({ registry, bound_at: op.at }))
    .execute();
}

export async function selectRegistryOf(op: Operation, clientId: string): Promise<string | undefined> {
  const row = await op.db
    .selectFrom('custodian')
    .select('registry')
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return row?.registry;
}

/** @returns false when an item of this key was there; one that is being taken at this moment is waited for */
export async function insertItem(
  op: Operation,
  registry: string,
  keyHash: Buffer,
  content: Buffer,
): Promise<boolean> {
  const inserted = await op.db
    .insertInto('custody_item')
    .values({
      registry,
      key_hash: keyHash,
      content_hash: content,
      outcome: 'accepted',
      older: [],
      taken_at: op.at,
    })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst();
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export function selectItem(op: Operation, registry: string, keyHash: Buffer) {
  return op.db
    .selectFrom('custody_item')
    .select(['content_hash', 'outcome', 'older'])
    .where('registry', '=', registry)
    .where('key_hash', '=', keyHash)
    .executeTakeFirst();
}

export async function setOutcome(
  op: Operation,
  registry: string,
  keyHash: Buffer,
  outcome: 'accepted' | 'older',
  older: string[],
): Promise<void> {
  await op.db
    .updateTable('custody_item')
    .set({ outcome, older })
    .where('registry', '=', registry)
    .where('key_hash', '=', keyHash)
    .execute();
}

/** Forgets keys of items, and loads that nothing was added to since, with their refusals: a part of these at a time. */
export async function deleteItemsBefore(op: Operation, before: Date): Promise<void> {
  await op.db.deleteFrom('custody_item').where('taken_at', '<', before).execute();
  await sql`
    delete from custody_refusal where (load_id, row_number) in (
      select r.load_id, r.row_number from custody_refusal r join custody_load l on l.id = r.load_id
      where l.changed_at < ${before} limit ${REFUSALS_AT_ONCE})`.execute(op.db);
  await op.db
    .deleteFrom('custody_load')
    .where('changed_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('custody_refusal').select('load_id').whereRef('load_id', '=', 'custody_load.id')),
      ),
    )
    .execute();
}

/** Sets the version of each field that has an older one or none. @returns keys of those */
export async function raiseVersions(
  op: Operation,
  registry: string,
  subjectHash: Buffer,
  keys: readonly string[],
  version: number,
): Promise<string[]> {
  const { rows } = await sql<{ field_key: string }>`
insert into custody_version (registry, subject_hash, field_key, version, taken_at)
select ${registry}, ${subjectHash}::bytea, key, ${version}::bigint, ${op.at}
  from unnest(${[...keys].sort()}::text[]) as pushed (key)
on conflict (registry, subject_hash, field_key) do update
  set version = excluded.version, taken_at = excluded.taken_at
  where custody_version.version < excluded.version
returning field_key`.execute(op.db);
  return rows.map(row => row.field_key);
}

/** @returns of these fields those that came in this version or a newer one under one of these hashes */
export async function selectNewerThan(
  op: Operation,
  registry: string,
  subjectHashes: readonly Buffer[],
  keys: readonly string[],
  version: number,
): Promise<Set<string>> {
  if (subjectHashes.length === 0 || keys.length === 0) return new Set();
  const rows = await op.db
    .selectFrom('custody_version')
    .select('field_key')
    .where('registry', '=', registry)
    .where('subject_hash', 'in', subjectHashes)
    .where('field_key', 'in', keys)
    .where('version', '>=', String(version))
    .execute();
  return new Set(rows.map(row => row.field_key));
}

export async function insertLoad(
  op: Operation,
  load: { readonly id: string; readonly clientId: string; readonly registry: string; readonly rows: number },
): Promise<void> {
  await op.db
    .insertInto('custody_load')
    .values({
      id: load.id,
      client_id: load.clientId,
      registry: load.registry,
      row_count: load.rows,
      next_row: 0,
      accepted: 0,
      older: 0,
      refused: 0,
      unknown: 0,
      begun_at: op.at,
      changed_at: op.at,
    })
    .execute();
}

export function selectLoad(op: Operation, id: string): Promise<LoadRow | undefined> {
  return op.db.selectFrom('custody_load').selectAll().where('id', '=', id).executeTakeFirst();
}

export interface Counts {
  readonly accepted: number;
  readonly older: number;
  readonly refused: number;
  readonly unknown: number;
}

/** @returns false when this row is not the next one any more */
export async function advanceLoad(op: Operation, id: string, row: number): Promise<boolean> {
  const updated = await op.db
    .updateTable('custody_load')
    .set({ next_row: row + 1, changed_at: op.at })
    .where('id', '=', id)
    .where('next_row', '=', String(row))
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

export async function countRow(op: Operation, id: string, counts: Counts): Promise<void> {
  await op.db
    .updateTable('custody_load')
    .set(row => ({
      accepted: row('accepted', '+', String(counts.accepted)),
      older: row('older', '+', String(counts.older)),
      refused: row('refused', '+', String(counts.refused)),
      unknown: row('unknown', '+', String(counts.unknown)),
    }))
    .where('id', '=', id)
    .execute();
}

export async function insertRefusal(
  op: Operation,
  loadId: string,
  row: number,
  code: string,
  field: string | null,
): Promise<void> {
  await op.db
    .insertInto('custody_refusal')
    .values({ load_id: loadId, row_number: row, code, field_key: field })
    .execute();
}

export function selectRefusals(op: Operation, loadId: string, after: number, most: number) {
  return op.db
    .selectFrom('custody_refusal')
    .select(['row_number', 'code', 'field_key'])
    .where('load_id', '=', loadId)
    .where('row_number', '>', String(after))
    .orderBy('row_number')
    .limit(most)
    .execute();
}
