import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { inject } from 'vitest';
import {
  createPGlite,
  type Db,
  migrate,
  openDatabase,
  openEmbedded,
  type StatementListener,
} from '../../src/db/index.ts';
import { findPostgres } from './needs.ts';
import { databaseAt } from './template.ts';

export interface TestDatabase {
  readonly db: Db;
  /** Address, where it is a PostgreSQL server: for tests with several processes. */
  readonly url: string | undefined;
  close(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** Wants several connections at once: takes a server where there is one, even when the run is on PGlite. */
  readonly server?: boolean;
}

/** A clone of the migrated template: one per test file, on PGlite or on the server of TEST_DATABASE_URL. */
export async function testDatabase(
  onStatement?: StatementListener,
  options: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const template = inject('template');
  const server = template.kind === 'pglite' && options.server ? findPostgres() : undefined;
  if (server) return serverDatabase(server, undefined, onStatement);
  if (template.kind === 'pglite') {
    const pglite = createPGlite(undefined, new Blob([await readFile(template.file)]));
    const db = openEmbedded(pglite, onStatement);
    return { db, url: undefined, close: () => db.destroy() };
  }
  return serverDatabase(template.url, template.name, onStatement);
}

async function serverDatabase(
  server: string,
  template: string | undefined,
  onStatement: StatementListener | undefined,
): Promise<TestDatabase> {
  const name = `yekbar_test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`create database ${name}${template ? ` template ${template}` : ''}`);
  const url = databaseAt(server, name);
  const db = openDatabase({ databaseUrl: url, dataDir: '', poolSize: 5 }, onStatement);
  if (!template) await migrate(db);
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
