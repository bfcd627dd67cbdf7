import type { Operation } from '../operation.ts';
import { blockHash, type Damage, firstDamage, GENESIS, NAME_BYTES, nameAt } from './chain.ts';
import { type RecordKeys, recordKeys } from './record-key.ts';
import { keptHashes } from './root.ts';
import { countAfter, selectRange } from './store.ts';
import { growingTree, HASH_BYTES, split, subtreeRoot } from './tree.ts';
import { type BlockRow, selectBlocks, selectRoot } from './tree-store.ts';
import { isSound } from './verify-root.ts';

/** What can be wrong with a block, or with the root of a day. */
type Break =
  | 'block_broken'
  | 'block_missing'
  | 'root_missing'
  | 'root_wrong'
  | 'tree_broken'
  | 'kept_missing';

/** What the record is, compared with what was sealed. */
export type Verdict =
  | {
      readonly ok: true;
      /** Events in blocks, blocks, days with a signed root, and events that are not sealed yet. */
      readonly events: number;
      readonly blocks: number;
      readonly days: number;
      readonly unsealed: number;
      /** Hash of the last block, hex: kept elsewhere, it proves later that no block was cut off. */
      readonly head: string | null;
    }
  | {
      readonly ok: false;
      /** Number of the first broken block, and the day in whose tree it stands. */
      readonly block: string;
      readonly day: string | null;
      readonly how: Damage | Break;
      /** Place in the block, from 1, and the entry that stands or stood there; null where it is none. */
      readonly place: number | null;
      readonly event: string | null;
      /** The last entry before it that is as it was sealed. */
      readonly after: string | null;
      /** Events before it that are as they were sealed. */
      readonly events: number;
    };

export type Broken = Extract<Verdict, { ok: false }>;

/** What was kept elsewhere: a record that does not hold all of it was cut off or written anew. */
export interface Kept {
  /** Hash of a block, hex. */
  readonly head?: string;
  /** Roots as they were published at /transparency/roots.json. */
  readonly roots?: readonly KeptRoot[];
}

export interface KeptRoot {
  readonly day: string;
  readonly size: number;
  /** base64url */
  readonly root: string;
}

/** No id is smaller: an entry put before the first one is seen too. */
const BEFORE_ALL = String(-(2n ** 63n));
/** Blocks read at once. */
const BATCH = 16;

interface Progress {
  events: number;
  blocks: number;
  days: number;
  lastId: string;
  hash: Buffer;
  lastEvent: string | null;
  /** The day that is being read: its leaves so far. */
  day: string | undefined;
  leaves: number;
  tree: ReturnType<typeof growingTree>;
  /** Link of the last root that was found sound. */
  link: Buffer | null;
}

/**
 * Reads the whole record in order, a few blocks at a time, and recomputes every leaf, every block and every root.
 */
export async function verifyRecord(op: Operation, kept: Kept = {}): Promise<Verdict> {
  const progress: Progress = {
    events: 0,
    blocks: 0,
    days: 0,
    lastId: BEFORE_ALL,
    hash: GENESIS,
    lastEvent: null,
    day: undefined,
    leaves: 0,
    tree: growingTree(),
    link: null,
  };
  const keys = await recordKeys(op);
  const missing = new Map(kept.roots?.map(root => [root.day, root]));
  let headFound = kept.head === undefined;
  for (;;) {
    const blocks = await selectBlocks(op, String(progress.blocks), BATCH);
    for (const block of blocks) {
      const wrong =
        checkHash(block, progress) ??
        (await endDay(op, progress, keys, block, missing)) ??
        checkLink(block, progress) ??
        (await checkEvents(op, block, progress));
      if (wrong) return wrong;
      if (progress.hash.toString('hex') === kept.head) headFound = true;
    }
    if (blocks.length < BATCH) break;
  }
  const wrong = await endDay(op, progress, keys, undefined, missing);
  if (wrong) return wrong;
  const [cut] = [...missing.keys()].sort();
  if (cut !== undefined) return broken(progress, 'kept_missing', { day: cut });
  if (!headFound) return broken(progress, 'block_missing');
  return {
    ok: true,
    events: progress.events,
    blocks: progress.blocks,
    days: progress.days,
    unsealed: await countAfter(op, progress.lastId),
    head: progress.blocks > 0 ? progress.hash.toString('hex') : null,
  };
}

function broken(progress: Progress, how: Broken['how'], more: Partial<Broken> = {}): Broken {
  return {
    ok: false,
    block: String(progress.blocks + 1),
    day: progress.day ?? null,
    how,
    place: null,
    event: null,
    after: progress.lastEvent,
    events: progress.events,
    ...more,
  };
}

/** When the day that was read is followed by another or by nothing: its root, its signature, its kept hashes. */
async function endDay(
  op: Operation,
  progress: Progress,
  keys: RecordKeys,
  next: BlockRow | undefined,
  missing: Map<string, KeptRoot>,
): Promise<Broken | undefined> {
  const { day } = progress;
  if (day === undefined || next?.day === day) return undefined;
  const row = await selectRoot(op, day);
  // The day in which the record ends may still be open.
  if (!row && !next) return undefined;
  if (!row) return broken(progress, 'root_missing');
  const root = progress.tree.root();
  const { leaves: size, hash: head, link: previous } = progress;
  if (!(await isSound(row, { day, size, root, head, previous }, keys))) return broken(progress, 'root_wrong');
  const kept = await subtreeRoot(keptHashes(op, day), 0, size).catch(() => undefined);
  if (!kept?.equals(root)) return broken(progress, 'tree_broken');
  const before = missing.get(day);
  if (before && (before.size !== size || before.root !== root.toString('base64url')))
    return broken(progress, 'kept_missing');
  missing.delete(day);
  progress.days += 1;
  progress.link = row.link;
  if (next) Object.assign(progress, { hash: row.link, leaves: 0, tree: growingTree(), day: undefined });
  return undefined;
}

/** The block itself, before what it says of days is believed. */
function checkHash(block: BlockRow, progress: Progress): Broken | undefined {
  const { number, day, first_id, last_id, sealed_at, previous_hash, leaves, names, hash, first_leaf } = block;
  if (number !== String(progress.blocks + 1)) return broken(progress, 'block_missing');
  const computed = blockHash({
    number,
    day,
    firstLeaf: Number(first_leaf),
    firstId: first_id,
    lastId: last_id,
    sealedAt: sealed_at,
    previousHash: previous_hash,
    leaves,
    names,
  });
  const whole =
    leaves.length > 0 &&
    leaves.length % HASH_BYTES === 0 &&
    leaves.length / HASH_BYTES === names.length / NAME_BYTES;
  return whole && computed.equals(hash) ? undefined : broken(progress, 'block_broken');
}

/** What it follows: the block before in its day, or the root of the day before. */
function checkLink(block: BlockRow, progress: Progress): Broken | undefined {
  const { day, first_id, last_id, previous_hash, first_leaf } = block;
  const follows =
    BigInt(progress.lastId) < BigInt(first_id) &&
    BigInt(first_id) <= BigInt(last_id) &&
    Number(first_leaf) === progress.leaves &&
    previous_hash.equals(progress.hash);
  return follows ? undefined : broken(progress, 'block_broken', { day });
}

/** Reads from the end of the block before: what stands between two blocks was inserted. */
async function checkEvents(op: Operation, block: BlockRow, progress: Progress): Promise<Broken | undefined> {
  const events = await selectRange(op, progress.lastId, block.last_id);
  const damage = firstDamage(events, block.leaves);
  if (damage)
    return broken(progress, damage.how, {
      day: block.day,
      place: damage.at + 1,
      // What was removed is named as it was sealed; what stands in its place is another one.
      event:
        damage.how === 'removed'
          ? nameAt(block.names, damage.at)
          : (damage.event?.publicId ?? nameAt(block.names, damage.at)),
      after: damage.at > 0 ? (events[damage.at - 1]?.publicId ?? null) : progress.lastEvent,
      events: progress.events + damage.at,
    });
  for (const leaf of split(block.leaves)) progress.tree.add(leaf);
  progress.day = block.day;
  progress.leaves += events.length;
  progress.events += events.length;
  progress.blocks += 1;
  progress.lastId = block.last_id;
  progress.hash = block.hash;
  progress.lastEvent = events.at(-1)?.publicId ?? null;
  return undefined;
}
