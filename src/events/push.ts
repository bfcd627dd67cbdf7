/** Posting to the receiver (RFC 8935): one token in one request, in order for each subject. */
import { errorFacts } from '../log.ts';
import type { Operation } from '../operation.ts';
import { type OutboundRules, outbound } from '../outbound.ts';
import { lastPosition } from '../signals/index.ts';
import { acknowledge, type Pending, readPending } from './pending.ts';
import { claimDue, selectStream, updateStream } from './store.ts';
import { rulesFor, type Stream, toStream } from './stream.ts';
import { claimsOf, type SignEvent } from './token.ts';

const STREAMS = 20;
const EVENTS = 200;
/** Requests to one receiver at the same time; events of one subject never are. */
const AT_ONCE = 8;
const ROUNDS = 10;
const LEASE_MS = 120_000;
const TIMEOUT_MS = 5_000;

/** A receiver reports that this very token is of no use (RFC 8935 §2.4); the other errors are about the stream. */
const WRONG = 'invalid_request';

/**
 * Sends what waits in push streams. A stream is claimed for a while, so several processes share the work; one that
 * dies leaves it to the others. After a round without success the pauses double, from 10 seconds to an hour.
 * @returns how many events were taken by their receivers
 */
export async function pushEvents(op: Operation, sign: SignEvent): Promise<number> {
  const until = new Date(op.at.getTime() + LEASE_MS);
  const rows = await claimDue(op, await lastPosition(op), until, STREAMS);
  const counts = await Promise.all(
    rows.map(row =>
      pushStream(op, toStream(op, row), sign).catch(async (error: unknown) => {
        op.system.log.warn({ stream: row.id, ...errorFacts(error) }, 'events not pushed');
        await putOff(op, row.id, row.attempts + 1);
        return 0;
      }),
    ),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

interface Outcome {
  taken: string[];
  refused: number;
  httpStatus: number | null;
  failure: string | null;
}

async function pushStream(op: Operation, claimed: Stream, sign: SignEvent): Promise<number> {
  const rules = await rulesFor(op, claimed.clientId);
  let stream = claimed;
  let taken = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const now = { ...op, at: op.system.now() };
    const { events } = await readPending(now, stream, EVENTS);
    if (events.length === 0) break;
    const outcome = await sendAll(now, stream, events, rules, sign);
    taken += outcome.taken.length;
    const { httpStatus, failure, refused } = outcome;
    const answered = outcome.taken.length > 0;
    await acknowledge(now, stream, outcome.taken, {
      http_status: httpStatus,
      failure,
      refused: stream.refused + refused,
      ...(answered ? { delivered_at: now.at, attempts: 0 } : {}),
    });
    if (outcome.taken.length < events.length) {
      await putOff(now, stream.id, answered ? 1 : stream.attempts + 1);
      return taken;
    }
    const row = await selectStream(now, stream.id);
    if (row?.status !== 'enabled') return taken;
    stream = toStream(now, row);
  }
  await updateStream(op, stream.id, { next_try_at: op.system.now() });
  return taken;
}

async function putOff(op: Operation, id: string, attempts: number): Promise<void> {
  const seconds = Math.min(3_600, 10 * 2 ** Math.min(attempts - 1, 12));
  await updateStream(op, id, { attempts, next_try_at: new Date(op.system.now().getTime() + seconds * 1000) });
}

/** Subjects side by side; of one subject the next event goes only after the one before it was taken. */
async function sendAll(
  op: Operation,
  stream: Stream,
  events: readonly Pending[],
  rules: OutboundRules,
  sign: SignEvent,
): Promise<Outcome> {
  const queues = new Map<string, Pending[]>();
  for (const event of events) {
    const key = JSON.stringify(event.subject);
    queues.set(key, [...(queues.get(key) ?? []), event]);
  }
  const waiting = [...queues.values()];
  const outcome: Outcome = { taken: [], refused: 0, httpStatus: null, failure: null };
  // Whoever does not answer at all is not asked again for every subject.
  let silent = false;
  const work = async () => {
    for (let queue = waiting.shift(); queue && !silent; queue = waiting.shift())
      for (const event of queue) {
        const answer = await send(op, stream, event, rules, sign);
        if (answer.status !== null || outcome.failure === null) outcome.httpStatus = answer.status;
        if (answer.taken) outcome.taken.push(event.position);
        if (answer.wrong) outcome.refused += 1;
        outcome.failure = answer.failure ?? outcome.failure;
        silent ||= answer.status === null || answer.status >= 500 || answer.status === 429;
        if (!answer.taken) break;
      }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return outcome;
}

async function send(
  op: Operation,
  stream: Stream,
  event: Pending,
  rules: OutboundRules,
  sign: SignEvent,
): Promise<{ taken: boolean; wrong: boolean; status: number | null; failure: string | null }> {
  if (stream.delivery.method !== 'push')
    return { taken: false, wrong: false, status: null, failure: 'unexpected' };
  const { url, authorization } = stream.delivery;
  const body = await sign(await claimsOf(op, stream, event.change, event.subject));
  try {
    const answer = await outbound(
      {
        url,
        method: 'POST',
        headers: {
          'content-type': 'application/secevent+jwt',
          accept: 'application/json',
          ...(authorization === undefined ? {} : { authorization }),
        },
        body,
      },
      { ...rules, timeoutMs: TIMEOUT_MS },
    );
    const { status } = answer;
    if (status >= 200 && status < 300) return { taken: true, wrong: false, status, failure: null };
    const said = status === 400 ? errorOf(answer.body) : undefined;
    if (said === WRONG) return { taken: true, wrong: true, status, failure: `receiver_${said}` };
    return { taken: false, wrong: false, status, failure: said ? `receiver_${said}` : null };
  } catch (error) {
    const reason = (error as { reason?: unknown }).reason;
    return {
      taken: false,
      wrong: false,
      status: null,
      failure: typeof reason === 'string' ? reason : 'unexpected',
    };
  }
}

const errorCodes = [
  'invalid_request',
  'invalid_key',
  'invalid_issuer',
  'invalid_audience',
  'authentication_failed',
  'access_denied',
];

function errorOf(body: Buffer): string | undefined {
  try {
    const { err } = JSON.parse(body.toString('utf8')) as { err?: unknown };
    return errorCodes.find(code => code === err);
  } catch {
    return undefined;
  }
}
