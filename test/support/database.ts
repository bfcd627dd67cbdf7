import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
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
import { databaseAt, dumpFiles, onServer, type ServerTemplate } from './template.ts';

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

/** What databases are cloned from: the files of a PGlite, or a database on a server. */
type Template = { readonly kind: 'pglite'; readonly files: Blob } | ServerTemplate;

/** A clone of the migrated template: one per test file, on PGlite or on the server of TEST_DATABASE_URL. */
export async function testDatabase(
  onStatement?: StatementListener,
  options: TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const server = inject('template').kind === 'pglite' && options.server ? findPostgres() : undefined;
  return server ? newDatabase(server, onStatement) : clone(await migrated(), onStatement);
}

const prepared = new Map<string, Promise<Template>>();

/** A clone of what many test files begin with: prepared by the first of them in this process, for all that follow. */
export async function preparedDatabase(
  name: string,
  prepare: (db: Db) => Promise<void>,
  onStatement?: StatementListener,
): Promise<TestDatabase> {
  const template = prepared.get(name) ?? prepareTemplate(name, prepare);
  prepared.set(name, template);
  return clone(await template, onStatement);
}

async function prepareTemplate(name: string, prepare: (db: Db) => Promise<void>): Promise<Template> {
  const from = await migrated();
  if (from.kind === 'pglite') {
    const pglite = createPGlite(undefined, from.files);
    const db = openEmbedded(pglite);
    await prepare(db);
    const files = await dumpFiles(pglite);
    await db.destroy();
    return { kind: 'pglite', files };
  }
  // The end of the run drops it with the template whose name it carries.
  const template = { ...from, name: `${from.name}_${name}_${process.pid}` };
  await onServer(from.url, `create database ${template.name} template ${from.name}`);
  const db = openServer(databaseAt(from.url, template.name));
  await prepare(db);
  await db.destroy();
  return template;
}

let files: Promise<Blob> | undefined;

async function migrated(): Promise<Template> {
  const template = inject('template');
  if (template.kind === 'postgres') return template;
  files ??= readFile(template.file).then(content => new Blob([content]));
  return { kind: 'pglite', files: await files };
}

async function clone(template: Template, onStatement: StatementListener | undefined): Promise<TestDatabase> {
  if (template.kind === 'postgres') return newDatabase(template.url, onStatement, template.name);
  const db = openEmbedded(createPGlite(undefined, template.files), onStatement);
  return { db, url: undefined, close: () => db.destroy() };
}

async function newDatabase(
  server: string,
  onStatement: StatementListener | undefined,
  template?: string,
): Promise<TestDatabase> {
  const name = `yekbar_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}${template ? ` template ${template}` : ''}`);
  const url = databaseAt(server, name);
  const db = openServer(url, onStatement);
  if (!template) await migrate(db);
  return {
    db,
    url,
    close: async () => {
      await db.destroy();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

function openServer(databaseUrl: string, onStatement?: StatementListener): Db {
  return openDatabase({ databaseUrl, dataDir: '', poolSize: 5 }, onStatement);
}
