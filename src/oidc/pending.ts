import Provider from 'oidc-provider';
import type { NewEvent } from '../audit/index.ts';
import type { Artifact, Binding, Changes } from './store.ts';

/**
 * What a request of the engine has written so far: kept until the request is done, then sent as one statement, before
 * the answer leaves (`flush` in engine.ts). Reads within the request see it. Using something up is never put off.
 */
export class Pending {
  readonly #rows = new Map<string, Artifact | null>();
  readonly #gone = new Map<string, Buffer>();
  readonly #bindings: Binding[] = [];
  readonly #entries: NewEvent[] = [];

  put(row: Artifact): void {
    this.#rows.set(row.id.toString('hex'), row);
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

  /** What is to be written now; nothing is left pending. */
  take(): { changes: Changes | undefined; entries: NewEvent[] } {
    return { changes: this.#changes(), entries: this.#entries.splice(0) };
  }

  #changes(): Changes | undefined {
    const rows = [...this.#rows.values()].filter(row => row !== null);
    const gone = [...this.#gone].filter(([key]) => this.#rows.get(key) === null).map(([, id]) => id);
    const bindings = this.#bindings.splice(0);
    this.#rows.clear();
    this.#gone.clear();
    return rows.length + gone.length + bindings.length > 0 ? { rows, gone, bindings } : undefined;
  }
}

const pendings = new WeakMap<object, Pending>();

/** Called as a request of the engine begins. */
export function beginPending(ctx: object): Pending {
  const pending = new Pending();
  pendings.set(ctx, pending);
  return pending;
}

/** Of the request that the engine is answering now; undefined outside of one. */
export function pendingHere(): Pending | undefined {
  const ctx = Provider.ctx;
  return ctx && pendings.get(ctx);
}
