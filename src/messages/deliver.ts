import type { Operation } from '../operation.ts';
import { workThrough } from '../work-through.ts';
import type { Carriers } from './carriers.ts';
import { openMessage } from './outbox.ts';
import {
  type ClaimedRow,
  claimWaiting,
  deleteExpired,
  giveUpUseless,
  type Lane,
  markFailed,
  markMessage,
} from './store.ts';

const MOST_ATTEMPTS = 8;
/** On the way at once, in each lane: what the other has waiting does not matter to it. */
const AT_ONCE = 20;
const LANES: readonly Lane[] = ['codes', 'others'];

/**
 * Sends what waits, oldest first, until nothing does. Rows are claimed with SKIP LOCKED, so several processes share
 * the work; each is moved on before it is carried, so that one that is never answered is tried again later (at least
 * once).
 * @param options.only one lane; both unless told
 * @returns how many were carried
 */
export async function deliverMessages(
  op: Operation,
  carriers: Carriers,
  options: { readonly only?: Lane; readonly stopping?: AbortSignal } = {},
): Promise<number> {
  const { only, stopping } = options;
  const now = () => ({ ...op, at: op.system.now() });
  const counts = await Promise.all(
    LANES.filter(lane => only === undefined || lane === only).map(lane =>
      workThrough({
        most: AT_ONCE,
        claim: room => claimWaiting(now(), lane, room),
        work: row => carry(now, carriers, row),
        stopping,
      }),
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function carry(now: () => Operation, carriers: Carriers, row: ClaimedRow): Promise<boolean> {
  const { id, channel, attempts } = row;
  try {
    await carriers[channel](openMessage(now().system.keys, id, row.sealed));
    await markMessage(now(), id, 'sent');
    return true;
  } catch {
    if (attempts >= MOST_ATTEMPTS) await markMessage(now(), id, 'given_up');
    else await markFailed(now(), id, attempts);
    now().system.log.warn({ message: id, channel, attempts }, 'message not carried');
    return false;
  }
}

/** Gives up codes whose time is over, and erases what has left or was given up. @returns how many were erased */
export async function sweepMessages(op: Operation): Promise<number> {
  await giveUpUseless(op);
  return deleteExpired(op, 500);
}
