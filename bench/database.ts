import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { processorMs } from './processor.ts';

/** A database that only this run uses: a new one on the server of DATABASE_URL, else a new folder. */
export interface BenchDatabase {
  readonly env: Readonly<Record<string, string>>;
  readonly engine: 'postgresql' | 'embedded';
  /** Position in the write-ahead log of the whole server; undefined where it is embedded. */
  walPosition(): Promise<bigint | undefined>;
  /** Processor time that the server's processes were seen to use for it; 0 where they are not on this machine. */
  processorMs(): Promise<number>;
  /** Gathers what the planner wants to know, as the server does by itself within minutes of the first rows. */
  analyze(): Promise<void>;
  drop(): Promise<void>;
}

export async function newDatabase(serverUrl: string | undefined): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'yekbar-bench-'));
  const dropFolder = () => rm(folder, { recursive: true, force: true });
  if (!serverUrl)
    return {
      env: { DATA_DIR: folder, DATABASE_URL: '' },
      engine: 'embedded',
      walPosition: async () => undefined,
      processorMs: async () => 0,
      analyze: async () => {},
      drop: dropFolder,
    };
  const name = `yekbar_bench_${randomBytes(5).toString('hex')}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const processes = new Map<number, number>();
  return {
    env: { DATA_DIR: folder, DATABASE_URL: url.href },
    engine: 'postgresql',
    walPosition: async () => {
      const { rows } = await client.query(`select pg_current_wal_insert_lsn() - '0/0' as bytes`);
      return BigInt(rows[0].bytes);
    },
    processorMs: async () => {
      const { rows } = await client.query('select pid from pg_stat_activity where datname = $1', [name]);
      for (const { pid } of rows) processes.set(pid, processorMs(pid) ?? 0);
      return [...processes.values()].reduce((sum, ms) => sum + ms, 0);
    },
    analyze: async () => {
      const own = new pg.Client({ connectionString: url.href });
      await own.connect();
      await own.query('analyze');
      await own.end();
    },
    drop: async () => {
      await client.query(`drop database if exists ${name} with (force)`);
      await client.end();
      await dropFolder();
    },
  };
}
