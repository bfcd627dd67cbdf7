import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createPGlite, migrate, openDatabase, openEmbedded } from '../../src/db/index.ts';
import { reasonsToSkip } from './needs.ts';

/** A database from which others are made. */
export interface ServerTemplate {
  readonly kind: 'postgres';
  readonly url: string;
  readonly name: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** File with a migrated PGlite, or a PostgreSQL address and the name of the migrated template. */
    template: { kind: 'pglite'; file: string } | ServerTemplate;
  }
}

/** Migrates one database for the whole run; every test file works on a clone of it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  for (const reason of reasonsToSkip()) console.log(reason);
  const url = process.env.TEST_DATABASE_URL;
  return url ? postgresTemplate(project, url) : pgliteTemplate(project);
}

async function pgliteTemplate(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'yekbar-test-'));
  const file = join(folder, 'template.tar');
  const pglite = createPGlite();
  const db = openEmbedded(pglite);
  await migrate(db);
  // Each clone starts with what this one says: small buffers start faster.
  await pglite.exec("alter system set shared_buffers = '16MB'");
  const dump = await dumpFiles(pglite);
  await writeFile(file, Buffer.from(await dump.arrayBuffer()));
  await db.destroy();
  project.provide('template', { kind: 'pglite', file });
  return () => rm(folder, { recursive: true, force: true });
}

/** What a clone begins with. Without a checkpoint it would first repeat all that was written. */
export async function dumpFiles(pglite: PGlite): Promise<Blob> {
  await pglite.exec('checkpoint');
  return pglite.dumpDataDir('none');
}

async function postgresTemplate(project: TestProject, url: string) {
  const name = `yekbar_template_${process.pid}`;
  await onServer(url, `create database ${name}`);
  const db = openDatabase({ databaseUrl: databaseAt(url, name), dataDir: '', poolSize: 1 });
  await migrate(db);
  await db.destroy();
  project.provide('template', { kind: 'postgres', url, name });
  return async () => {
    // With those that test files prepared from it.
    const found = await onServer(url, `select datname from pg_database where datname like '${name}%'`);
    for (const { datname } of found) await onServer(url, `drop database if exists ${datname} with (force)`);
  };
}

/** Runs one statement beside the databases of the tests. */
export async function onServer(url: string, statement: string): Promise<{ datname?: string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

export function databaseAt(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}
