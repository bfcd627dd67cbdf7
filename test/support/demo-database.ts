/**
 * A database with the demo in it. The demo is seeded once in each process that runs test files; each file gets a clone,
 * in which the two demo systems answer beside that file's own port.
 */
import { sql } from 'kysely';
import { createSystem } from '../../src/app.ts';
import type { Db, StatementListener } from '../../src/db/index.ts';
import { seedDemo } from '../../src/demo/index.ts';
import { createLog } from '../../src/log.ts';
import { testConfig } from './config.ts';
import { preparedDatabase, type TestDatabase } from './database.ts';

const config = testConfig({ demo: true });

export async function demoDatabase(port: number, onStatement?: StatementListener): Promise<TestDatabase> {
  const database = await preparedDatabase('demo', seed, onStatement);
  for (const beside of [1, 2]) await moveSystem(database.db, config.port + beside, port + beside);
  return database;
}

async function seed(db: Db): Promise<void> {
  const { system, country } = await createSystem(config, { db, log: createLog(config.logLevel, () => {}) });
  await seedDemo(system, country);
  await country?.close();
}

async function moveSystem(db: Db, from: number, to: number): Promise<void> {
  const [before, after] = [`http://localhost:${from}/`, `http://localhost:${to}/`];
  await sql`update client set metadata = replace(metadata::text, ${before}, ${after})::jsonb
    where metadata::text like ${`%${before}%`}`.execute(db);
  await sql`update government_system set sign_in_url = replace(sign_in_url, ${before}, ${after})
    where sign_in_url like ${`${before}%`}`.execute(db);
}
