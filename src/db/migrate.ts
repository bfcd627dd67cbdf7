import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Db } from './db.ts';

const folder = new URL('../../migrations/', import.meta.url);
/** Any fixed number: the one who holds it migrates, the others wait. */
const LOCK = 1405_08_30;

/**
 * Applies the migrations that the database has not seen, in order, each in a transaction of its own, under a lock
 * that holds across processes. Forward only.
 * @returns the names of those applied now
 */
export async function migrate(db: Db): Promise<string[]> {
  const files = (await readdir(folder)).filter(name => /^\d{4}_\w+\.sql$/.test(name)).sort();
  return db.connection().execute(async connection => {
    await sql`select pg_advisory_lock(${LOCK})`.execute(connection);
    try {
      await sql`create table if not exists migration (name text primary key, applied_at timestamptz not null default now())`.execute(
        connection,
      );
      const { rows } = await sql<{ name: string }>`select name from migration`.execute(connection);
      const seen = new Set(rows.map(row => row.name));
      const fresh = files.filter(name => !seen.has(name));
      for (const name of fresh) await applyOne(connection, name);
      return fresh;
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(connection);
    }
  });
}

async function applyOne(connection: Db, name: string): Promise<void> {
  const text = await readFile(new URL(name, folder), 'utf8');
  await connection.transaction().execute(async transaction => {
    for (const statement of statementsOf(text)) await sql.raw(statement).execute(transaction);
    await sql`insert into migration (name) values (${name})`.execute(transaction);
  });
}

/** One statement per semicolon at a line's end: what both drivers accept. Our migrations hold no function bodies. */
function statementsOf(text: string): string[] {
  return text
    .replace(/^--.*$/gm, '')
    .split(/;\s*$/m)
    .map(statement => statement.trim())
    .filter(Boolean);
}
