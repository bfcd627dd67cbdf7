/**
 * Lets PostgreSQL parse and plan a statement once for each connection instead of at each use: for the statements of
 * a sign-in that took longer than running them. kysely knows no names for statements, so they get theirs here.
 */
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { Connection, DatabaseAway } from './away.ts';
import { ask } from './question.ts';

/** A statement that was sent so often is prepared. */
const OFTEN = 3;
/** Each connection keeps them all: texts that vary (a list of another length) must not fill the server. */
const MOST_PREPARED = 150;
const MOST_COUNTED = 2_000;

/** The pool as kysely sees it; its statements throw DatabaseAway. @param onEnd done when it ends, besides */
export function preparing(pool: pg.Pool, onEnd?: () => Promise<void>): PostgresPool {
  const names = createNames();
  const dressed = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: async () => {
      await onEnd?.();
      await pool.end();
    },
    connect: async () => {
      const client = await pool.connect().catch(error => {
        throw new DatabaseAway(error);
      });
      const known = dressed.get(client) ?? dress(client, names);
      dressed.set(client, known);
      return known;
    },
  };
}

function dress(client: pg.PoolClient, names: Names): PostgresPoolClient {
  const query = async (text: string, values: readonly unknown[]) => {
    try {
      if (values.length === 0) return await client.query(text);
      const name = names.of(text);
      return await ask(client, { ...(name === undefined ? {} : { name }), text, values: [...values] });
    } catch (error) {
      // Its result has other columns since a migration: it is prepared anew, under another name.
      if (error instanceof pg.DatabaseError && error.code === '0A000') names.forget(text);
      throw client instanceof Connection && client.brokeWith(error) ? new DatabaseAway(error) : error;
    }
  };
  return {
    // Only statements in text: kysely is given no cursors.
    query: query as unknown as PostgresPoolClient['query'],
    release: destroy => client.release(destroy),
  };
}

interface Names {
  /** undefined: not worth a name (yet). */
  of(text: string): string | undefined;
  forget(text: string): void;
}

function createNames(): Names {
  const uses = new Map<string, number>();
  const names = new Map<string, string>();
  let serial = 0;
  return {
    of: text => {
      const known = names.get(text);
      if (known || names.size >= MOST_PREPARED) return known;
      const used = (uses.get(text) ?? 0) + 1;
      if (used <= OFTEN) {
        if (uses.size < MOST_COUNTED || used > 1) uses.set(text, used);
        return undefined;
      }
      uses.delete(text);
      serial += 1;
      names.set(text, `yekbar_${serial}`);
      return names.get(text);
    },
    forget: text => void names.delete(text),
  };
}
