import { atomically, type Operation } from '../operation.ts';
import { type Change, type ChangeKind, lastPosition, listChanges, listPositions } from '../signals/index.ts';
import { selectAudience } from './audience-store.ts';
import { lockStream, moveOn, selectRemoved, updateStream } from './store.ts';
import type { Stream } from './stream.ts';
import { keysOf, learnSubjects, type SubjectId, subjectOf } from './subject.ts';

/** An event of a stream that has not been acknowledged. */
export interface Pending {
  readonly change: Change;
  readonly position: string;
  readonly subject: SubjectId;
}

/** How far beyond its position a stream may be acknowledged out of order. */
export const WINDOW = 1_000;

type Reader = Pick<Stream, 'id' | 'clientId' | 'kinds' | 'position' | 'done'>;

/**
 * The first events of a stream that are not acknowledged, in order. What is not for it (another kind, a subject that
 * it removed, a right that ended meanwhile) is passed over for good.
 * @returns `more`: whether there may be others behind them
 */
export async function readPending(
  op: Operation,
  stream: Reader,
  limit: number,
): Promise<{ events: Pending[]; more: boolean }> {
  const head = await lastPosition(op);
  if (BigInt(stream.position) >= BigInt(head)) return { events: [], more: false };
  const rows = await listChanges(
    op,
    stream.clientId,
    stream.position,
    Math.min(WINDOW, limit + stream.done.length),
  );
  if (rows.length === 0) {
    await moveOn(op, stream.id, stream.position, head);
    return { events: [], more: false };
  }
  const done = new Set(stream.done);
  const fresh = rows.filter(({ position }) => !done.has(position ?? ''));
  const events = await thoseFor(op, stream, fresh);
  const taken = new Set(events.map(({ position }) => position));
  const passed = fresh.map(({ position }) => position ?? '').filter(position => !taken.has(position));
  if (passed.length > 0) await acknowledge(op, stream, passed);
  const more = rows.length >= Math.min(WINDOW, limit + stream.done.length);
  return { events: events.slice(0, limit), more: more || events.length > limit };
}

const own: ReadonlySet<ChangeKind> = new Set(['verification', 'stream_updated']);

/** Rights are asked once more: between what happened and today a consent may have been withdrawn. */
async function thoseFor(op: Operation, stream: Reader, rows: readonly Change[]): Promise<Pending[]> {
  const wanted = rows.filter(({ kind, streamId }) =>
    streamId === null ? stream.kinds.includes(kind) : streamId === stream.id && own.has(kind),
  );
  const audience = await selectAudience(op, wanted, stream.clientId);
  await learnSubjects(op, wanted);
  const pending: { one: Pending; keys: string[] }[] = [];
  for (const change of wanted.filter(({ id }) => audience.has(id))) {
    const subject = await subjectOf(op, stream.clientId, change);
    const one = { change, position: change.position ?? '', subject };
    pending.push({ one, keys: change.streamId === null ? keysOf(op, stream.id, subject) : [] });
  }
  const removed = await selectRemoved(
    op,
    stream.id,
    pending.flatMap(({ keys }) => keys),
  );
  return pending.filter(({ keys }) => !keys.some(key => removed.has(key))).map(({ one }) => one);
}

/**
 * Notes that these events need not be sent again, and moves the stream's position over all that is done.
 * @param more what else changes on the stream in the same write
 */
export function acknowledge(
  op: Operation,
  stream: Pick<Stream, 'id' | 'clientId'>,
  positions: readonly string[],
  more: Parameters<typeof updateStream>[2] = {},
): Promise<void> {
  return atomically(op, async op => {
    const row = await lockStream(op, stream.id);
    if (!row) return;
    const behind = positions.filter(position => BigInt(position) > BigInt(row.position));
    const done = new Set([...row.done, ...behind]);
    let { position } = row;
    if (done.size > 0)
      for (const next of await listPositions(op, stream.clientId, position, done.size + 1)) {
        if (!done.delete(next)) break;
        position = next;
      }
    await updateStream(op, stream.id, {
      position,
      done: [...done].filter(one => BigInt(one) > BigInt(position)),
      ...more,
    });
  });
}
