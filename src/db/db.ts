import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite, types as pgliteTypes } from '@electric-sql/pglite';
import { CompiledQuery, Kysely, PGliteDialect, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Config } from '../config.ts';
import { Connection } from './away.ts';
import { preparing } from './prepared.ts';
import type { Schema } from './schema.ts';
import { readListsQuickly } from './text-arrays.ts';

export type Db = Kysely<Schema>;

/** date and bigint stay text (a day has no zone, a bigint no safe number); both engines read them alike. */
const DATE = 1082;
const INT8 = 20;
pg.types.setTypeParser(DATE, text => text);
pg.types.setTypeParser(INT8, text => text);
readListsQuickly();

/** Called with each statement that is sent; tests and the benchmark count with it. */
export type StatementListener = (sql: string) => void;

/** PostgreSQL where a DATABASE_URL is given, else the embedded PGlite in the data directory. */
export function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'poolSize'>,
  onStatement?: StatementListener,
): Db {
  if (!config.databaseUrl) {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    return openEmbedded(createPGlite(join(config.dataDir, 'pg')), onStatement);
  }
  const { databaseUrl: connectionString, poolSize } = config;
  const byKeys = openPool(
    { connectionString, max: Math.min(poolSize, MOST_BY_KEYS), options: ONE_PLAN },
    onStatement,
  );
  const db = openPool({ connectionString, max: poolSize, options: NOT_COMPILED }, onStatement, () =>
    byKeys.destroy(),
  );
  forKeys.set(db, byKeys);
  return db;
}

/** Joined statements that a process has under way at once are few. */
const MOST_BY_KEYS = 6;
/** Every statement here is short: compiling one takes longer (some 200 ms) than it could ever save. */
const NOT_COMPILED = '-c jit=off';
/** By index, row by row: while tables are small, reading all of one looks cheaper than it is, and the plan stays when they grow. */
const NOT_WHOLE = ['hashjoin', 'mergejoin', 'seqscan', 'bitmapscan', 'material'];
const ONE_PLAN = [
  NOT_COMPILED,
  '-c plan_cache_mode=force_generic_plan',
  ...NOT_WHOLE.map(way => `-c enable_${way}=off`),
].join(' ');

const forKeys = new WeakMap<Db, Db>();

/**
 * Where statements go that find rows by lists of keys, again and again with other lists: on connections of their own,
 * where PostgreSQL plans a prepared statement once for all values. Left to itself it planned the statement of a release
 * each time, which took twice as long as running it. A statement whose plan has to know a value (a partial index by a
 * parameter) does not belong here, nor does anything that is part of a transaction. Embedded: the database itself.
 */
export function byKeys(db: Db): Db {
  return forKeys.get(db) ?? db;
}

/**
 * A text that stands, for what each request sends: nothing is built before it leaves, and outside of a transaction nobody in
 * between looks at it. @returns the rows
 */
export async function askText<R>(
  db: Db | Transaction<Schema>,
  text: string,
  values: readonly unknown[],
): Promise<R[]> {
  const ask = direct.get(db);
  if (ask) return (await ask(text, values)) as R[];
  return (await db.executeQuery<R>(CompiledQuery.raw(text, [...values]))).rows;
}

type Ask = (text: string, values: readonly unknown[]) => Promise<unknown[]>;
/** Past kysely, of databases that are asked by a pool. */
const direct = new WeakMap<Db | Transaction<Schema>, Ask>();

function openPool(
  config: pg.PoolConfig,
  onStatement: StatementListener | undefined,
  onEnd?: () => Promise<void>,
): Db {
  const pool = new pg.Pool({ ...config, Client: Connection });
  // A broken idle connection is replaced by the pool; without a listener it would end the process. In use: away.ts.
  pool.on('error', () => {});
  const prepared = preparing(pool, onEnd);
  const dialect = new PostgresDialect({ pool: prepared });
  const db = new Kysely<Schema>({ dialect, ...listening(onStatement) });
  direct.set(db, async (text, values) => {
    const client = await prepared.connect();
    try {
      const { rows } = await client.query<unknown>(text, values);
      onStatement?.(text);
      return rows;
    } finally {
      client.release();
    }
  });
  return db;
}

/** @param dataDir where it keeps its files; without it everything is in memory */
export function createPGlite(dataDir?: string, loadDataDir?: Blob): PGlite {
  return new PGlite({
    ...(dataDir ? { dataDir } : {}),
    ...(loadDataDir ? { loadDataDir } : {}),
    parsers: {
      [DATE]: text => text,
      [INT8]: text => text,
      [pgliteTypes.BYTEA]: text => Buffer.from(text.slice(2), 'hex'),
    },
  });
}

export function openEmbedded(pglite: PGlite, onStatement?: StatementListener): Db {
  return new Kysely<Schema>({ dialect: new PGliteDialect({ pglite }), ...listening(onStatement) });
}

function listening(onStatement?: StatementListener) {
  return onStatement
    ? { log: (event: { level: string; query: { sql: string } }) => onStatement(event.query.sql) }
    : {};
}
