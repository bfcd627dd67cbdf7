import type { Operation } from '../operation.ts';
import {
  type AudienceOf,
  countUnplaced,
  keptSince,
  oldestChange,
  sequenceChanges,
  sweepChanges,
} from '../signals/index.ts';
import { selectAudience } from './audience-store.ts';
import { BY_ADMINISTRATOR, TOO_OLD } from './input.ts';
import { pushEvents } from './push.ts';
import { listStreams, type Stream, setStatus } from './stream.ts';
import type { SignEvent } from './token.ts';

const audienceOf: AudienceOf = (op, changes) => selectAudience(op, changes);
const ROUNDS = 20;

/** Places what was announced, and pushes what waits: the background of the room. @returns how many were looked at */
export async function keepEvents(op: Operation, sign: SignEvent): Promise<number> {
  const looked = await placeChanges(op);
  await pushEvents({ ...op, at: op.system.now() }, sign);
  return looked;
}

/**
 * The same for rounds that follow each other closely: where nothing was placed, nothing has become due but what is
 * tried again, or what another process placed and did not push; for these `pushEvents` runs every second.
 */
export async function keepNewEvents(op: Operation, sign: SignEvent): Promise<void> {
  if ((await placeChanges(op)) > 0) await pushEvents({ ...op, at: op.system.now() }, sign);
}

export async function placeChanges(op: Operation): Promise<number> {
  let all = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const looked = await sequenceChanges({ ...op, at: op.system.now() }, audienceOf);
    all += looked;
    if (looked < 1_000) break;
  }
  return all;
}

/** A stream with its delay, for whoever watches. */
export interface StreamHealth {
  readonly stream: Stream;
  /** Seconds since the oldest event that waits; 0: nothing waits. */
  readonly lag: number;
}

export async function listHealth(op: Operation, clientId?: string): Promise<StreamHealth[]> {
  return Promise.all(
    (await listStreams(op, clientId)).map(async stream => {
      const oldest =
        stream.status === 'disabled' ? undefined : await oldestChange(op, stream.clientId, stream.position);
      return { stream, lag: oldest ? Math.max(0, (op.at.getTime() - oldest.getTime()) / 1000) : 0 };
    }),
  );
}

/** A receiver is called dead when something has waited for it for a quarter of an hour. */
export const DEAD_AFTER = 900;

/** For /metrics: the longest delay of a stream in seconds, by how it is delivered; what is not placed yet. */
export async function measureEvents(op: Operation): Promise<Record<string, number>> {
  const health = await listHealth(op);
  const longest = (method: 'push' | 'poll') =>
    Math.max(
      0,
      ...health
        .filter(({ stream }) => stream.status === 'enabled' && stream.delivery.method === method)
        .map(({ lag }) => lag),
    );
  return {
    push_lag_seconds: longest('push'),
    poll_lag_seconds: longest('poll'),
    dead_receivers: health.filter(({ lag }) => lag > DEAD_AFTER).length,
    waiting_for_order: await countUnplaced(op),
  };
}

/**
 * Forgets what is older than the log keeps. A stream whose receiver has not come for so long is disabled first, with
 * the reason, so that nothing goes missing in silence.
 */
export async function sweepEvents(op: Operation): Promise<number> {
  const before = keptSince(op);
  for (const { stream, lag } of await listHealth(op))
    if (lag > 0 && op.at.getTime() - lag * 1000 < before.getTime())
      await setStatus(op, stream, { status: 'disabled', reason: reasonFor(stream), by: 'transmitter' });
  return sweepChanges(op);
}

/** What the administration paused stays its own to let go on. */
function reasonFor({ status, reason }: Stream): string {
  return status === 'paused' && reason === BY_ADMINISTRATOR ? BY_ADMINISTRATOR : TOO_OLD;
}
