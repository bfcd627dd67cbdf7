import { randomFillSync } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Config } from './config.ts';
import { type Db, lockUntilCommit, type Schema } from './db/index.ts';
import type { Lang } from './i18n/index.ts';
import type { Keys } from './keys.ts';
import type { Log } from './log.ts';
import type { Registries } from './registries/index.ts';

/** What the process holds: made once by createSystem, handed to everything. */
export interface System {
  readonly config: Config;
  readonly db: Db;
  readonly log: Log;
  readonly keys: Keys;
  readonly registries: Registries;
  /** The clock. Tests set it; nothing else calls new Date() for a decision. */
  readonly now: () => Date;
}

/** Who is asking. */
export type Actor =
  | { readonly kind: 'stranger' }
  | { readonly kind: 'person'; readonly personId: string; readonly sessionUid?: string }
  | { readonly kind: 'client'; readonly clientId: string; readonly scopes: readonly string[] }
  | { readonly kind: 'system' };

/** First parameter of every function with an effect: who asks, now, on which handle, under which tracking code. */
export interface Operation {
  readonly system: System;
  /** The pool, or the transaction that this operation is in. Always use this one: PGlite has one connection. */
  readonly db: Db | Transaction<Schema>;
  readonly actor: Actor;
  readonly at: Date;
  /** Tracking code of the request, shown on every page and error, written on every event. */
  readonly tracking: string;
  readonly lang: Lang;
  /** Address that the request came from, as far as the configured proxies vouch for it. */
  readonly address: string | undefined;
  /** What was read for this request; emptied by each transaction. Nobody else's operation shares it. */
  readonly memo?: Map<string, Promise<unknown>>;
}

/**
 * Reads once in a request what its steps ask for again and again. In a transaction, and where an operation has no
 * memo, it is read each time.
 * @param name unique for what is read, such as "person <id>"
 */
export function once<T>(op: Operation, name: string, read: () => Promise<T>): Promise<T> {
  if (!op.memo || op.db.isTransaction) return read();
  const known = op.memo.get(name) as Promise<T> | undefined;
  if (known) return known;
  const reading = read();
  op.memo.set(name, reading);
  // What failed is tried again by the next who asks.
  reading.catch(() => op.memo?.delete(name));
  return reading;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Random bytes for many codes at once: asking for twelve costs as much as asking for a thousand. */
const random = Buffer.alloc(1_200);
let unusedFrom = random.length;

/** 60 random bits in twelve signs that can be read aloud: 7K3M-92QD-4XTA. */
export function newTracking(): string {
  if (unusedFrom + 12 > random.length) {
    randomFillSync(random);
    unusedFrom = 0;
  }
  let signs = '';
  for (let at = 0; at < 12; at += 1) {
    signs += CROCKFORD[(random[unusedFrom + at] ?? 0) & 31];
    if (at === 3 || at === 7) signs += '-';
  }
  unusedFrom += 12;
  return signs;
}

/** An operation of the program itself: start, seed, background work. */
export function systemOperation(system: System, tracking: string): Operation {
  return {
    system,
    db: system.db,
    actor: { kind: 'system' },
    at: system.now(),
    tracking,
    lang: 'fa',
    address: undefined,
  };
}

const afterCommit = new WeakMap<Operation['db'], (() => void)[]>();

/**
 * Runs `work` in one transaction: store, audit and signal together, or nothing. Inside another transaction it
 * joins that one.
 */
export async function atomically<T>(op: Operation, work: (op: Operation) => Promise<T>): Promise<T> {
  if (op.db.isTransaction) return work(op);
  op.memo?.clear();
  let handle: Operation['db'] | undefined;
  const done = await op.system.db.transaction().execute(db => {
    handle = db;
    return work({ ...op, db });
  });
  for (const then of (handle && afterCommit.get(handle)) ?? []) then();
  return done;
}

/**
 * Whoever counts and then adds to the same waits here for those before, until their transaction ends: of many at the same moment
 * each sees what the others added.
 */
export function inTurn(op: Operation, what: string, id: string): Promise<void> {
  return lockUntilCommit(op.db, what, id);
}

/** Runs `then` when the transaction of the operation is committed, and not when it fails; outside of one at once. */
export function afterwards(op: Operation, then: () => void): void {
  const waiting = afterCommit.get(op.db);
  if (!op.db.isTransaction) then();
  else if (waiting) waiting.push(then);
  else afterCommit.set(op.db, [then]);
}

/** "person:<id>" or "client:<id>" or "system": how an actor is written beside what he did. */
export function actorName(actor: Actor): string {
  if (actor.kind === 'person') return `person:${actor.personId}`;
  if (actor.kind === 'client') return `client:${actor.clientId}`;
  return actor.kind;
}
