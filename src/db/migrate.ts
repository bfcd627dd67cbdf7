import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Db } from './db.ts';
import { holdingLock } from './one-at-a-time.ts';

const folder = new URL('../../migrations/', import.meta.url);
/**
 * Applies the migrations that the database has not seen, in order, each in a transaction of its own, under a lock
 * that holds across processes. Forward only.
 * @returns the names of those applied now
 */
export async function migrate(db: Db): Promise<string[]> {
  const files = (await readdir(folder)).filter(name => /^\d{4}_\w+\.sql$/.test(name)).sort();
  return db.connection().execute(connection =>
    holdingLock(connection, async () => {
      await sql`create table if not exists migration (name text primary key, applied_at timestamptz not null default now())`.execute(
        connection,
      );
      const { rows } = await sql<{ name: string }>`select name from migration`.execute(connection);
      const seen = new Set(rows.map(row => row.name));
      const fresh = files.filter(name => !seen.has(name));
      for (const name of fresh) await applyOne(connection, name);
      return fresh;
    }),
  );
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
