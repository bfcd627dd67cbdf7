import { sql, type Transaction } from 'kysely';
import type { Db } from './db.ts';
import type { Schema } from './schema.ts';

/** Held until the transaction ends; whoever asks for the same waits until then. */
export async function lockUntilCommit(db: Db | Transaction<Schema>, what: string, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${what}), hashtext(${id}))`.execute(db);
}
