import { type Insertable, type Selectable, sql } from 'kysely';
import type { AuditBlockTable, AuditRootTable } from '../db/schema/audit.ts';
import type { Operation } from '../operation.ts';

export type BlockRow = Selectable<AuditBlockTable>;
export type RootRow = Selectable<AuditRootTable>;

export function lastBlock(op: Operation): Promise<BlockRow | undefined> {
  return op.db.selectFrom('audit_block').selectAll().orderBy('number', 'desc').limit(1).executeTakeFirst();
}

export function selectBlocks(op: Operation, after: string, limit: number): Promise<BlockRow[]> {
  return op.db
    .selectFrom('audit_block')
    .selectAll()
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

export async function insertBlock(op: Operation, row: Insertable<AuditBlockTable>): Promise<void> {
  await op.db.insertInto('audit_block').values(row).execute();
}

/** The block in which an event was sealed. */
export function selectBlockOfEvent(op: Operation, id: string): Promise<BlockRow | undefined> {
  return op.db
    .selectFrom('audit_block')
    .selectAll()
    .where('last_id', '>=', id)
    .orderBy('last_id')
    .limit(1)
    .executeTakeFirst();
}

/** The block in which a leaf of a day stands. */
export function selectBlockOfLeaf(op: Operation, day: string, leaf: number): Promise<BlockRow | undefined> {
  return op.db
    .selectFrom('audit_block')
    .selectAll()
    .where('day', '=', day)
    .where('first_leaf', '<=', String(leaf))
    .orderBy('first_leaf', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The leaves of a day from a place on, which is the first of a block. */
export async function selectLeaves(op: Operation, day: string, from: number): Promise<Buffer> {
  const rows = await op.db
    .selectFrom('audit_block')
    .select('leaves')
    .where('day', '=', day)
    .where('first_leaf', '>=', String(from))
    .orderBy('first_leaf')
    .execute();
  return Buffer.concat(rows.map(row => row.leaves));
}

/** @returns the hashes of the tile, the new one included */
export async function appendToTile(
  op: Operation,
  tile: { readonly day: string; readonly level: number; readonly place: number },
  hash: Buffer,
): Promise<Buffer> {
  const { rows } = await sql<{ hashes: Buffer }>`
    insert into audit_tile (day, level, place, hashes) values (${tile.day}, ${tile.level}, ${tile.place}, ${hash})
    on conflict (day, level, place) do update set hashes = audit_tile.hashes || excluded.hashes
    returning hashes`.execute(op.db);
  return rows[0]?.hashes ?? hash;
}

export async function selectTile(
  op: Operation,
  day: string,
  level: number,
  place: number,
): Promise<Buffer | undefined> {
  const row = await op.db
    .selectFrom('audit_tile')
    .select('hashes')
    .where('day', '=', day)
    .where('level', '=', level)
    .where('place', '=', String(place))
    .executeTakeFirst();
  return row?.hashes;
}

export async function insertRoot(op: Operation, row: Insertable<AuditRootTable>): Promise<void> {
  await op.db.insertInto('audit_root').values(row).execute();
}

export function selectLastRoot(op: Operation): Promise<RootRow | undefined> {
  return op.db.selectFrom('audit_root').selectAll().orderBy('day', 'desc').limit(1).executeTakeFirst();
}

export function selectRoot(op: Operation, day: string): Promise<RootRow | undefined> {
  return op.db.selectFrom('audit_root').selectAll().where('day', '=', day).executeTakeFirst();
}

/** Newest first. */
export function selectRoots(op: Operation, limit: number): Promise<RootRow[]> {
  return op.db.selectFrom('audit_root').selectAll().orderBy('day', 'desc').limit(limit).execute();
}
