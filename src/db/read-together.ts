import type { Transaction } from 'kysely';
import { byKeys, type Db } from './db.ts';
import { joined } from './joined.ts';
import type { Schema } from './schema.ts';

export type Handle = Db | Transaction<Schema>;

/** Where something is read: an operation. */
interface Reading {
  readonly db: Handle;
  readonly system: { readonly config: { readonly databaseUrl?: string | undefined } };
}

/**
 * A read that many requests ask for: those that wait at the same moment go as one statement. In a transaction it
 * goes alone, on that transaction.
 * @param read one statement for all inputs; answers in the order of the inputs
 */
export function readTogether<I, O>(
  read: (db: Handle, inputs: readonly I[]) => Promise<readonly O[]>,
): (op: Reading, input: I) => Promise<O> {
  const known = new WeakMap<Handle, (input: I) => Promise<O>>();
  return async ({ db, system }, input) => {
    if (db.isTransaction) return (await read(db, [input]))[0] as O;
    const ask =
      known.get(db) ??
      joined<I, O>(inputs => read(byKeys(db), inputs), {
        most: 32,
        inFlight: system.config.databaseUrl === undefined ? 1 : 3,
      });
    known.set(db, ask);
    return ask(input);
  };
}

/** The same for rows that are found by a key of theirs: each is read once, and given to all who asked for it. */
export function readByKey<R>(
  read: (db: Handle, keys: readonly string[]) => Promise<readonly R[]>,
  keyOf: (row: R) => string,
): (op: Reading, keys: readonly string[]) => Promise<R[]> {
  return readTogether<readonly string[], R[]>(async (db, lists) => {
    const rows = await read(db, [...new Set(lists.flat())]);
    const byKey = Map.groupBy(rows, keyOf);
    return lists.map(keys => [...new Set(keys)].flatMap(key => byKey.get(key) ?? []));
  });
}
