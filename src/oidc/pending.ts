import { AsyncLocalStorage } from 'node:async_hooks';
import { eventRows, type NewEvent } from '../audit/index.ts';
import { beside } from '../beside.ts';
import type { Operation } from '../operation.ts';
import type { Binding, Changes, Written } from './changes-store.ts';
import { contextHere } from './context.ts';
import type { Artifact } from './store.ts';

/**
 * What a request of the engine has written so far: kept until the request is done, then sent as one statement, before
 * the answer leaves (`flush` in engine.ts). Reads within the request see it. Using something up is never put off.
 */
export class Pending {
  readonly #rows = new Map<string, Written | null>();
  readonly #gone = new Map<string, Buffer>();
  readonly #bindings: Binding[] = [];
  readonly #entries: NewEvent[] = [];
  #used: Buffer | undefined;

  put(row: Artifact): void {
    this.#rows.set(row.id.toString('hex'), this.#used ? { ...row, for: this.#used } : row);
  }

  /** A code or refresh token was used up: what is put from now on is given for it. */
  usedUp(id: Buffer): void {
    this.#used = id;
  }

  remove(id: Buffer): void {
    this.#rows.set(id.toString('hex'), null);
    this.#gone.set(id.toString('hex'), id);
  }

  bind(binding: Binding): void {
    this.#bindings.push(binding);
  }

  /** An entry of the record that belongs to what this request writes. */
  record(entry: NewEvent): void {
    this.#entries.push(entry);
  }

  /** null: removed; undefined: nothing is known here. */
  find(id: Buffer): Artifact | null | undefined {
    return this.#rows.get(id.toString('hex'));
  }

  /**
   * What is to be written now; nothing is left pending.
   * @param op of the request, for the entries of the record
   */
  take(op: () => Operation): Changes | undefined {
    const rows = [...this.#rows.values()].filter(row => row !== null);
    const gone = [...this.#gone].filter(([key]) => this.#rows.get(key) === null).map(([, id]) => id);
    const bindings = this.#bindings.splice(0);
    const entries = this.#entries.splice(0);
    this.#rows.clear();
    this.#gone.clear();
    if (rows.length + gone.length + bindings.length + entries.length === 0) return undefined;
    return { rows, gone, bindings, events: entries.length > 0 ? eventRows(op(), entries) : [] };
  }
}

const pendings = beside<object, Pending>('pending');
const collecting = new AsyncLocalStorage<Pending>();

/** What `work` writes outside of a request of the engine, for one statement. */
export async function collect(work: () => Promise<unknown>): Promise<Pending> {
  const pending = new Pending();
  await collecting.run(pending, work);
  return pending;
}

/** Called as a request of the engine begins. */
export function beginPending(ctx: object): Pending {
  const pending = new Pending();
  pendings.set(ctx, pending);
  return pending;
}

/** Of the request that the engine is answering now, or of what is collected; undefined outside of both. */
export function pendingHere(): Pending | undefined {
  const collected = collecting.getStore();
  if (collected) return collected;
  const ctx = contextHere();
  return ctx && pendings.get(ctx);
}

/** Changes of several requests as one: of the same id the last one stands, as if one had come after the other. */
export function merged(all: readonly Changes[]): Changes {
  const last = new Map<string, Written | Buffer>();
  for (const { rows, gone } of all) {
    for (const id of gone) last.set(id.toString('hex'), id);
    for (const row of rows) last.set(row.id.toString('hex'), row);
  }
  const changes = [...last.values()];
  return {
    rows: changes.filter((one): one is Written => !Buffer.isBuffer(one)),
    gone: changes.filter(one => Buffer.isBuffer(one)),
    bindings: all.flatMap(({ bindings }) => bindings),
    events: all.flatMap(({ events }) => events),
  };
}
