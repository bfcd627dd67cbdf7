import { atomically, type Operation, type System } from '../operation.ts';
import { blockHash, GENESIS, leafOf } from './chain.ts';
import {
  findWriters,
  insertBlock,
  lastBlock,
  lastEventAndWriters,
  lockSealing,
  selectUnsealed,
} from './store.ts';

/** Events of one block: few enough that hashing them keeps no request waiting. */
const BLOCK_EVENTS = 250;
/** Blocks of one round, so that a round stays short after a long pause. */
const ROUND_BLOCKS = 50;

/**
 * A point that sealing may not pass before these transactions are over.
 *
 * Ids are given before commit: while event 8 is committed, event 7 may still be on its way, and a block that ended
 * with 8 would make 7 look slipped in later. Whoever has been given an id holds the lock that every insert into
 * audit_event takes first, until his transaction ends. So one statement reads the last event and who holds that
 * lock; once none of those does, every event up to that one is visible or will never be. (A snapshot's xmin would
 * nearly do: but an id is given a moment before the transaction has a number.) It is kept in memory: a process that
 * starts afresh sets a new mark and loses one round.
 */
interface Mark {
  readonly lastId: string;
  readonly writers: readonly string[];
}

const marks = new WeakMap<System, Mark>();

/**
 * Seals what is settled of the record in blocks chained by hash. For the background: one process at a time does it,
 * the others find the lock taken and leave. Nobody who writes waits for it.
 * @returns how many events were sealed in this round
 */
export function sealRecord(op: Operation): Promise<number> {
  return atomically(op, async op => {
    if (!(await lockSealing(op))) return 0;
    const mark = marks.get(op.system) ?? (await setMark(op));
    if (!mark || !(await isSettled(op, mark))) return 0;
    marks.delete(op.system);
    return sealUpTo(op, mark.lastId);
  });
}

async function setMark(op: Operation): Promise<Mark | undefined> {
  const mark = await lastEventAndWriters(op);
  if (mark) marks.set(op.system, mark);
  return mark;
}

async function isSettled(op: Operation, mark: Mark): Promise<boolean> {
  if (mark.writers.length === 0) return true;
  const writing = new Set(await findWriters(op));
  return !mark.writers.some(writer => writing.has(writer));
}

async function sealUpTo(op: Operation, lastId: string): Promise<number> {
  let count = 0;
  let last = await lastBlock(op);
  for (let round = 0; round < ROUND_BLOCKS; round++) {
    const events = await selectUnsealed(op, last?.last_id ?? '0', lastId, BLOCK_EVENTS);
    const [first, end] = [events[0], events.at(-1)];
    if (!first || !end) break;
    const block = {
      number: String(BigInt(last?.number ?? 0) + 1n),
      firstId: first.id,
      lastId: end.id,
      sealedAt: op.at,
      previousHash: last?.hash ?? GENESIS,
      leaves: Buffer.concat(events.map(leafOf)),
    };
    last = {
      number: block.number,
      first_id: block.firstId,
      last_id: block.lastId,
      sealed_at: block.sealedAt,
      previous_hash: block.previousHash,
      leaves: block.leaves,
      hash: blockHash(block),
    };
    await insertBlock(op, last);
    count += events.length;
  }
  return count;
}
