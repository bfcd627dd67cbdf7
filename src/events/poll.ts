/** Fetching by the receiver (RFC 8936): it acknowledges what it has, and takes what is next. */
import { setTimeout } from 'node:timers/promises';
import type { Operation } from '../operation.ts';
import type { PollInput } from './input.ts';
import { acknowledge, readPending } from './pending.ts';
import { getOwnStream, type Stream } from './stream.ts';
import { claimsOf, positionOf, type SignEvent } from './token.ts';

export interface Polled {
  readonly sets: Readonly<Record<string, string>>;
  readonly moreAvailable: boolean;
}

/** How long an answer waits for the first event, how often it looks, and how many may wait at once. */
const PATIENCE_MS = 20_000;
const STEP_MS = 250;
const MOST_WAITING = 200;
const waiting = new Set<string>();

/**
 * @param gone says whether the receiver has hung up
 * @throws events.not_found
 */
export async function pollStream(
  op: Operation,
  streamId: string,
  clientId: string,
  input: PollInput,
  tools: { readonly sign: SignEvent; readonly gone: () => boolean },
): Promise<Polled> {
  const stream = await getOwnStream(op, clientId, streamId);
  await takeAnswers(op, stream, input);
  if (input.most === 0) return { sets: {}, moreAvailable: (await look(op, stream, 1)).events.length > 0 };
  const first = await look(op, stream, input.most);
  const found =
    first.events.length === 0 && input.wait && stream.status === 'enabled'
      ? await waitFor(op, stream, input.most, tools.gone)
      : first;
  const sets: Record<string, string> = {};
  for (const { change, subject } of found.events) {
    const claims = await claimsOf(op, stream, change, subject);
    sets[String(claims.jti)] = await tools.sign(claims);
  }
  return { sets, moreAvailable: found.more };
}

/** Nothing leaves while the stream is paused or disabled. */
async function look(op: Operation, { id, clientId }: Stream, most: number) {
  const stream = await getOwnStream(op, clientId, id);
  if (stream.status !== 'enabled') return { events: [], more: false };
  return readPending({ ...op, at: op.system.now() }, stream, most);
}

/** One answer waits per stream; a second one is given at once, empty. */
async function waitFor(op: Operation, stream: Stream, most: number, gone: () => boolean) {
  const nothing = { events: [], more: false };
  if (waiting.has(stream.id) || waiting.size >= MOST_WAITING) return nothing;
  waiting.add(stream.id);
  try {
    for (let waited = 0; waited < PATIENCE_MS && !gone(); waited += STEP_MS) {
      await setTimeout(STEP_MS);
      if (gone()) break;
      const found = await look(op, stream, most);
      if (found.events.length > 0) return found;
    }
    return nothing;
  } finally {
    waiting.delete(stream.id);
  }
}

/** An event that the receiver calls wrong is not sent again; how many there were, and its word for it, is kept. */
async function takeAnswers(op: Operation, stream: Stream, { acks, errors }: PollInput): Promise<void> {
  const tried = { tried_at: op.at };
  if (acks.length === 0 && errors.size === 0) {
    if (!stream.triedAt || op.at.getTime() - stream.triedAt.getTime() > 30_000)
      await acknowledge(op, stream, [], tried);
    return;
  }
  const answered = [...new Set([...acks, ...errors.keys()])].flatMap(jti => {
    const position = positionOf(op, stream.id, jti);
    return position === undefined ? [] : [{ position, wrong: errors.get(jti) }];
  });
  const mine = answered.map(({ position }) => position);
  const wrong = answered.map(({ wrong }) => wrong).filter(code => code !== undefined);
  await acknowledge(op, stream, mine, {
    ...tried,
    ...(mine.length > 0 ? { delivered_at: op.at } : {}),
    ...(wrong.length > 0 ? { refused: stream.refused + wrong.length, failure: `receiver_${wrong[0]}` } : {}),
  });
}
