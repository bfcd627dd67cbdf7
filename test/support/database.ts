import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { inject } from 'vitest';
import {
  createPGlite,
  type Db,
  openDatabase,
  openEmbedded,
  type StatementListener,
} from '../../src/db/index.ts';
import { databaseAt } from './template.ts';

export interface TestDatabase {
  readonly db: Db;
  /** Address, where it is a PostgreSQL server: for tests with several processes. */
  readonly url: string | undefined;
  close(): Promise<void>;
}

/** A clone of the migrated template: one per test file, on PGlite or on the server of TEST_DATABASE_URL. */
export async function testDatabase(onStatement?: StatementListener): Promise<TestDatabase> {
  const template = inject('template');
  if (template.kind === 'pglite') {
    const pglite = createPGlite(undefined, new Blob([await readFile(template.file)]));
    const db = openEmbedded(pglite, onStatement);
    return { db, url: undefined, close: () => db.destroy() };
  }
  const name = `yekbar_test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: template.url });
  await client.connect();
  await client.query(`create database ${name} template ${template.name}`);
  const url = databaseAt(template.url, name);
  const db = openDatabase({ databaseUrl: url, dataDir: '', poolSize: 5 }, onStatement);
  return {
    db,
    url,
    close: async () => {
      await db.destroy();
      await client.query(`drop database if exists ${name} with (force)`);
      await client.end();
    },
  };
}
