import type { Operation } from '../operation.ts';
import { workThrough } from '../work-through.ts';
import { openSignal, type Signal } from './outbox.ts';
import { type ClaimedRow, claimWaiting, deleteBefore, markDelivered, markFailed } from './store.ts';

/** How a signal is signed and how it leaves; handed in by whoever has the keys. */
export interface Delivering {
  /** A fresh token with this jti; undefined: there is nobody to tell any more. */
  sign(op: Operation, signal: Signal, jti: string): Promise<string | undefined>;
  /** @returns the status of the answer. @throws anything when none came; its `reason` is kept */
  send(op: Operation, signal: Signal, token: string): Promise<number>;
}

/** The pauses double from 10 seconds to an hour; the last of these tries comes after some five hours. */
const MOST_ATTEMPTS = 14;
/** On the way at once; some ten of one client, so that one that does not answer keeps places for the others. */
const AT_ONCE = 50;
const OF_ONE_CLIENT = 10;
const KEPT_DAYS = 30;
const DAY = 86_400_000;

/**
 * Delivers what is due, oldest first, until nothing is. Rows are claimed with SKIP LOCKED, so several processes share
 * the work, and are moved on before they are sent: a try that is cut off is made again later (at least once; each with
 * its own jti).
 * @returns how many were delivered
 */
export function deliverSignals(
  op: Operation,
  delivering: Delivering,
  stopping?: AbortSignal,
): Promise<number> {
  const now = () => ({ ...op, at: op.system.now() });
  const underWay = new Map<string, number>();
  const count = (clientId: string, by: number) => underWay.set(clientId, (underWay.get(clientId) ?? 0) + by);
  return workThrough({
    most: AT_ONCE,
    claim: room => {
      const busy = [...underWay].filter(([, most]) => most >= OF_ONE_CLIENT).map(([clientId]) => clientId);
      return claimWaiting(now(), { limit: Math.min(room, OF_ONE_CLIENT), except: busy });
    },
    work: row => {
      count(row.client_id, 1);
      return deliver(now(), delivering, row).finally(() => count(row.client_id, -1));
    },
    stopping,
  });
}

async function deliver(op: Operation, delivering: Delivering, row: ClaimedRow): Promise<boolean> {
  const signal = openSignal(op.system.keys, row);
  try {
    const token = await delivering.sign(op, signal, `${row.id}.${row.attempts}`);
    if (token === undefined) {
      await markFailed(op, row.id, { status: null, failure: 'client_gone', giveUp: true });
      return false;
    }
    const status = await delivering.send(op, signal, token);
    if (status >= 200 && status < 300) {
      await markDelivered(op, row.id, status);
      return true;
    }
    await failed(op, row, status, null);
  } catch (error) {
    await failed(op, row, null, reasonOf(error));
  }
  return false;
}

async function failed(
  op: Operation,
  row: ClaimedRow,
  status: number | null,
  failure: string | null,
): Promise<void> {
  const giveUp = row.attempts >= MOST_ATTEMPTS;
  await markFailed(op, row.id, { status, failure, giveUp });
  op.system.log.warn(
    {
      signal: row.id,
      client: row.client_id,
      kind: row.kind,
      attempts: row.attempts,
      status,
      failure,
      giveUp,
    },
    'signal not delivered',
  );
}

/** A word of a closed list where the error has one: messages of errors may hold addresses. */
function reasonOf(error: unknown): string {
  const reason = (error as { reason?: unknown } | undefined)?.reason;
  return typeof reason === 'string' && /^[a-z_]{1,40}$/.test(reason) ? reason : 'unexpected';
}

/** Erases what was delivered or given up weeks ago. @returns how many */
export function sweepSignals(op: Operation): Promise<number> {
  return deleteBefore(op, new Date(op.at.getTime() - KEPT_DAYS * DAY), 500);
}
