import type { Operation } from '../operation.ts';
import type { Carriers } from './carriers.ts';
import { openMessage } from './outbox.ts';
import { claimWaiting, deleteExpired, markMessage } from './store.ts';

const MOST_ATTEMPTS = 8;
const BATCH = 20;

/**
 * Sends what waits, oldest first. Rows are claimed with SKIP LOCKED, so several processes share the work; each is
 * moved on before it is carried, so that one that is never answered is tried again later (at least once).
 * @returns how many were carried
 */
export async function deliverMessages(op: Operation, carriers: Carriers): Promise<number> {
  const rows = await claimWaiting(op, BATCH);
  const done = await Promise.all(
    rows.map(async row => {
      try {
        await carriers[row.channel](openMessage(op.system.keys, row.id, row.sealed));
        await markMessage(op, row.id, 'sent');
        return 1;
      } catch {
        if (row.attempts >= MOST_ATTEMPTS) await markMessage(op, row.id, 'given_up');
        op.system.log.warn(
          { message: row.id, channel: row.channel, attempts: row.attempts },
          'message not carried',
        );
        return 0;
      }
    }),
  );
  return done.reduce<number>((sum, one) => sum + one, 0);
}

export function sweepMessages(op: Operation): Promise<number> {
  return deleteExpired(op, 500);
}
