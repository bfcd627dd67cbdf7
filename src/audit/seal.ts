import { atomically, type Operation, type System } from '../operation.ts';
import { blockHash, leavesOf, namesOf } from './chain.ts';
import { dayAfter, dayOf } from './day.ts';
import { closeDay, closeDayIfOver, type End, endOfRecord, keepGroup } from './root.ts';
import { findWriters, lastEventAndWriters, lockSealing, selectUnsealed } from './store.ts';
import { TILE } from './tree.ts';
import { insertBlock } from './tree-store.ts';
import type { AuditEvent } from './vocabulary.ts';

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
 * Seals what is settled of the record in blocks chained by hash, and signs the root of a day that is over. For the
 * background: one process at a time does it, the others find the lock taken and leave. Nobody who writes waits for it.
 * @returns how many events were sealed in this round
 */
export function sealRecord(op: Operation): Promise<number> {
  return atomically(op, async op => {
    if (!(await lockSealing(op))) return 0;
    const mark = marks.get(op.system) ?? (await setMark(op));
    if (!mark) {
      await closeDayIfOver(op);
      return 0;
    }
    if (!(await isSettled(op, mark))) return 0;
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
  let end = await endOfRecord(op);
  for (let round = 0; round < ROUND_BLOCKS; round++) {
    // A block never reaches over the end of a group of 256 leaves, so a group is made of whole blocks.
    const events = await selectUnsealed(op, end.lastId, lastId, TILE - (end.leaves % TILE));
    const [first] = events;
    if (!first) break;
    const day = dayFor(first, end, op.at);
    if (end.open && end.day !== undefined && day !== end.day) {
      end = await closeDay(op, { ...end, day: end.day });
      continue;
    }
    const others = events.findIndex(event => dayFor(event, end, op.at) !== day);
    const mine = others < 0 ? events : events.slice(0, others);
    end = await sealBlock(op, end, day, mine);
    count += mine.length;
  }
  return count;
}

/**
 * The day in whose tree an event stands: that of its own moment, but never before a day that is closed or begun, as
 * one that was committed late, and never after today, should a clock run ahead.
 */
function dayFor(event: AuditEvent, end: End, now: Date): string {
  const [own, today] = [dayOf(event.at), dayOf(now)];
  const day = own < today ? own : today;
  if (end.day === undefined) return day;
  const earliest = end.open ? end.day : dayAfter(end.day);
  return day > earliest ? day : earliest;
}

async function sealBlock(op: Operation, end: End, day: string, events: AuditEvent[]): Promise<End> {
  const block = {
    number: String(BigInt(end.number) + 1n),
    day,
    firstLeaf: end.leaves,
    firstId: events[0]?.id ?? '0',
    lastId: events.at(-1)?.id ?? '0',
    sealedAt: op.at,
    previousHash: end.hash,
    leaves: leavesOf(events),
    names: namesOf(events),
  };
  const hash = blockHash(block);
  const leaves = end.leaves + events.length;
  await insertBlock(op, {
    number: block.number,
    day,
    first_leaf: String(block.firstLeaf),
    first_id: block.firstId,
    last_id: block.lastId,
    sealed_at: block.sealedAt,
    previous_hash: block.previousHash,
    leaves: block.leaves,
    names: block.names,
    hash,
  });
  if (leaves % TILE === 0) await keepGroup(op, day, leaves / TILE - 1);
  return { number: block.number, lastId: block.lastId, hash, day, open: true, leaves };
}
