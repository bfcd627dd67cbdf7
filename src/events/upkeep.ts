import type { Operation } from '../operation.ts';
import {
  type AudienceOf,
  countUnplaced,
  oldestChange,
  sequenceChanges,
  sweepChanges,
} from '../signals/index.ts';
import { selectAudience } from './audience-store.ts';
import { selectDelays, sumDelays } from './delay-store.ts';
import { BY_ADMINISTRATOR, TOO_OLD } from './input.ts';
import { pushEvents } from './push.ts';
import { selectBehind, selectStreamsBy } from './store.ts';
import { listStreams, type Stream, setStatus, toStream } from './stream.ts';
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

/** The streams of one client. */
export async function listHealth(op: Operation, clientId: string): Promise<StreamHealth[]> {
  return Promise.all(
    (await listStreams(op, clientId)).map(async stream => {
      const oldest =
        stream.status === 'disabled' ? undefined : await oldestChange(op, stream.clientId, stream.position);
      return { stream, lag: lagSince(op, oldest) };
    }),
  );
}

/** The streams of everybody, a page at a time: the longest delay first. */
export async function pageHealth(
  op: Operation,
  page: { readonly after?: string; readonly limit: number },
): Promise<StreamHealth[]> {
  const delays = await selectDelays(op, page);
  const rows = new Map(
    (
      await selectStreamsBy(
        op,
        delays.map(({ id }) => id),
      )
    ).map(row => [row.id, row]),
  );
  return delays.flatMap(({ id, since }) => {
    const row = rows.get(id);
    return row ? [{ stream: toStream(op, row), lag: lagSince(op, since) }] : [];
  });
}

function lagSince(op: Operation, since: Date | null | undefined): number {
  return since ? Math.max(0, (op.at.getTime() - since.getTime()) / 1000) : 0;
}

/** A receiver is called dead when something has waited for it for a quarter of an hour. */
export const DEAD_AFTER = 900;

const sum = (op: Operation) => sumDelays(op, new Date(op.at.getTime() - DEAD_AFTER * 1000));

/** Receivers of everybody's enabled streams that have stopped taking their events. */
export async function countDead(op: Operation): Promise<number> {
  return (await sum(op)).dead;
}

/** For /metrics: the longest delay of a stream in seconds, by how it is delivered; what is not placed yet. */
export async function measureEvents(op: Operation): Promise<Record<string, number>> {
  const { push, poll, dead } = await sum(op);
  return {
    push_lag_seconds: lagSince(op, push),
    poll_lag_seconds: lagSince(op, poll),
    dead_receivers: dead,
    waiting_for_order: await countUnplaced(op),
  };
}

/**
 * Forgets what is older than the log keeps. A stream whose receiver has not come for so long is disabled first, with
 * the reason, so that nothing goes missing in silence.
 */
export function sweepEvents(op: Operation): Promise<number> {
  return sweepChanges(op, async lastOf => {
    for (const behind of await selectBehind(op, lastOf))
      await setStatus(
        op,
        { id: behind.id, clientId: behind.client_id },
        { status: 'disabled', reason: reasonFor(behind), by: 'transmitter' },
      );
  });
}

/** What the administration paused stays its own to let go on. */
function reasonFor({ status, reason }: Pick<Stream, 'status' | 'reason'>): string {
  return status === 'paused' && reason === BY_ADMINISTRATOR ? BY_ADMINISTRATOR : TOO_OLD;
}
