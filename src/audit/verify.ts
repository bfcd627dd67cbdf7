import type { Operation } from '../operation.ts';
import { blockHash, type Damage, firstDamage, GENESIS, HASH_BYTES } from './chain.ts';
import { type BlockRow, countAfter, selectBlocks, selectRange } from './store.ts';

/** What the record is, compared with what was sealed. */
export type Verdict =
  | {
      readonly ok: true;
      /** Events in blocks, blocks, and events that are not sealed yet. */
      readonly events: number;
      readonly blocks: number;
      readonly unsealed: number;
      /** Hash of the last block, hex: kept elsewhere, it proves later that no block was cut off. */
      readonly head: string | null;
    }
  | {
      readonly ok: false;
      /** Number of the first broken block. */
      readonly block: string;
      readonly how: Damage | 'block_broken' | 'block_missing';
      /** Place in the block, from 1, and the entry that stands there; null where the block itself is broken. */
      readonly place: number | null;
      readonly event: string | null;
      /** The last entry before it that is as it was sealed. */
      readonly after: string | null;
      /** Events before it that are as they were sealed. */
      readonly events: number;
    };

type Broken = Extract<Verdict, { ok: false }>;

/** No id is smaller: an entry put before the first one is seen too. */
const BEFORE_ALL = String(-(2n ** 63n));

/** Blocks read at once. */
const BATCH = 16;

interface Progress {
  events: number;
  blocks: number;
  lastId: string;
  hash: Buffer;
  lastEvent: string | null;
}

/**
 * Reads the whole record in order, a few blocks at a time, and recomputes every leaf and every block.
 * @param options.head a block hash that was kept elsewhere: a record that does not hold it was cut off
 */
export async function verifyRecord(
  op: Operation,
  options: { readonly head?: string } = {},
): Promise<Verdict> {
  const progress: Progress = { events: 0, blocks: 0, lastId: BEFORE_ALL, hash: GENESIS, lastEvent: null };
  let headFound = options.head === undefined;
  for (;;) {
    const blocks = await selectBlocks(op, String(progress.blocks), BATCH);
    for (const block of blocks) {
      const broken = checkBlock(block, progress) ?? (await checkEvents(op, block, progress));
      if (broken) return broken;
      if (progress.hash.toString('hex') === options.head) headFound = true;
    }
    if (blocks.length < BATCH) break;
  }
  if (!headFound) return broken(progress, 'block_missing');
  return {
    ok: true,
    events: progress.events,
    blocks: progress.blocks,
    unsealed: await countAfter(op, progress.lastId),
    head: progress.blocks > 0 ? progress.hash.toString('hex') : null,
  };
}

function broken(progress: Progress, how: Broken['how'], more: Partial<Broken> = {}): Broken {
  return {
    ok: false,
    block: String(progress.blocks + 1),
    how,
    place: null,
    event: null,
    after: progress.lastEvent,
    events: progress.events,
    ...more,
  };
}

function checkBlock(block: BlockRow, progress: Progress): Broken | undefined {
  if (block.number !== String(progress.blocks + 1)) return broken(progress, 'block_missing');
  const { number, first_id, last_id, sealed_at, previous_hash, leaves, hash } = block;
  const computed = blockHash({
    number,
    firstId: first_id,
    lastId: last_id,
    sealedAt: sealed_at,
    previousHash: previous_hash,
    leaves,
  });
  const inOrder = BigInt(progress.lastId) < BigInt(first_id) && BigInt(first_id) <= BigInt(last_id);
  const whole = leaves.length > 0 && leaves.length % HASH_BYTES === 0;
  if (inOrder && whole && computed.equals(hash) && previous_hash.equals(progress.hash)) return undefined;
  return broken(progress, 'block_broken');
}

/** Reads from the end of the block before: what stands between two blocks was inserted. */
async function checkEvents(op: Operation, block: BlockRow, progress: Progress): Promise<Broken | undefined> {
  const events = await selectRange(op, progress.lastId, block.last_id);
  const damage = firstDamage(events, block.leaves);
  if (damage)
    return broken(progress, damage.how, {
      place: damage.at + 1,
      // Of a removed entry only its hash is left; what stands in its place is another one.
      event: damage.how === 'removed' ? null : (damage.event?.publicId ?? null),
      after: damage.at > 0 ? (events[damage.at - 1]?.publicId ?? null) : progress.lastEvent,
      events: progress.events + damage.at,
    });
  progress.events += events.length;
  progress.blocks += 1;
  progress.lastId = block.last_id;
  progress.hash = block.hash;
  progress.lastEvent = events.at(-1)?.publicId ?? null;
  return undefined;
}

const said: Record<Broken['how'], string> = {
  changed: 'was changed after it was sealed',
  removed: 'was removed after it was sealed',
  inserted: 'was inserted after its neighbours were sealed',
  reordered: 'stands in another place than it was sealed in',
  block_broken: 'is broken: its hash or its link to the block before does not hold',
  block_missing: 'is missing',
};

/** The verdict in plain words, for the command line: a count, or the first broken entry. */
export function formatVerdict(verdict: Verdict): string {
  if (verdict.ok)
    return [
      `The record is whole: ${verdict.events} events in ${verdict.blocks} blocks, ${verdict.unsealed} not sealed yet.`,
      ...(verdict.head ? [`Head: ${verdict.head}`] : []),
    ].join('\n');
  const { block, place, event, how, after, events } = verdict;
  const what = place === null ? `Block ${block}` : `Entry ${event ?? place} (block ${block}, place ${place})`;
  return [
    `The record is broken. ${what} ${said[how]}.`,
    ...(after ? [`The entry before it is ${after}.`] : []),
    `${events} events before it are as they were sealed.`,
  ].join('\n');
}
