import { sql } from 'kysely';
import type { Config } from '../config.ts';
import { type Db, openDatabase } from './db.ts';

/** Any fixed number: the one who holds it migrates or seeds, the others wait. */
const LOCK = 1405_08_30;

/** Runs `work` while no other process of the installation does what it does here. */
export async function holdingLock<T>(connection: Db, work: () => Promise<T>): Promise<T> {
  await sql`select pg_advisory_lock(${LOCK})`.execute(connection);
  try {
    return await work();
  } finally {
    await sql`select pg_advisory_unlock(${LOCK})`.execute(connection);
  }
}

/** The same for work that has no connection to itself: the lock has one beside the pool. Embedded there is one process. */
export async function oneAtATime<T>(
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  work: () => Promise<T>,
): Promise<T> {
  if (!databaseUrl) return work();
  const db = openDatabase({ databaseUrl, dataDir: '', poolSize: 1 });
  try {
    return await db.connection().execute(connection => holdingLock(connection, work));
  } finally {
    await db.destroy();
  }
}
