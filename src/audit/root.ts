import type { Operation } from '../operation.ts';
import { GENESIS } from './chain.ts';
import { dayOf } from './day.ts';
import { signRecord } from './record-key.ts';
import { hashAt, rootOf, sha256, subtreeRoot, TILE } from './tree.ts';
import {
  appendToTile,
  type BlockRow,
  insertRoot,
  lastBlock,
  selectBlockOfLeaf,
  selectLastRoot,
  selectLeaves,
  selectRoots,
  selectTile,
} from './tree-store.ts';

/** What a signed root is, in the header of the signature. */
export const ROOT_TYPE = 'yekbar-record-root+jwt';

/** What is signed at the end of a day. */
export interface RootStatement {
  readonly iss: string;
  /** Day of Tehran, ISO. */
  readonly day: string;
  readonly size: number;
  /** Root of the day's tree (RFC 6962), base64url. */
  readonly root: string;
  /** Hash of the day's last block, base64url. */
  readonly head: string;
  /** SHA-256 of the signed statement of the day before that has one, base64url. */
  readonly previous: string | null;
  readonly iat: number;
}

/** Where the record ends: what the next block follows. */
export interface End {
  readonly number: string;
  readonly lastId: string;
  /** Hash of the last block of an open day, link of the last root otherwise. */
  readonly hash: Buffer;
  readonly day: string | undefined;
  readonly open: boolean;
  readonly leaves: number;
}

export async function endOfRecord(op: Operation): Promise<End> {
  const [block, root] = [await lastBlock(op), await selectLastRoot(op)];
  const number = block?.number ?? '0';
  const lastId = block?.last_id ?? '0';
  if (block && (!root || root.day < block.day)) {
    const { hash, day } = block;
    return { number, lastId, hash, day, open: true, leaves: endOf(block) };
  }
  return { number, lastId, hash: root?.link ?? GENESIS, day: root?.day, open: false, leaves: 0 };
}

/** The place after the last leaf of a block. */
export function endOf({ first_leaf, leaves }: Pick<BlockRow, 'first_leaf' | 'leaves'>): number {
  return Number(first_leaf) + leaves.length / 32;
}

/** Signs the root over the day in which the record ends; the next day begins with its link. */
export async function closeDay(op: Operation, end: End & { readonly day: string }): Promise<End> {
  const root = await subtreeRoot(keptHashes(op, end.day), 0, end.leaves);
  const before = await selectLastRoot(op);
  const statement: RootStatement = {
    iss: op.system.config.issuer,
    day: end.day,
    size: end.leaves,
    root: root.toString('base64url'),
    head: end.hash.toString('base64url'),
    previous: before?.link.toString('base64url') ?? null,
    iat: Math.floor(op.at.getTime() / 1000),
  };
  const signed = await signRecord(op, statement, ROOT_TYPE);
  const link = sha256(signed);
  const size = String(end.leaves);
  await insertRoot(op, { day: end.day, size, root, link, signed, closed_at: op.at });
  return { ...end, hash: link, open: false, leaves: 0 };
}

/** Closes the last day when it is over and nothing of it waits. @returns whether a root was signed */
export async function closeDayIfOver(op: Operation): Promise<boolean> {
  const end = await endOfRecord(op);
  const { day } = end;
  if (!end.open || day === undefined || day >= dayOf(op.at)) return false;
  await closeDay(op, { ...end, day });
  return true;
}

/** Called when a group of 256 leaves is full: keeps its hash, and those above it that become full with it. */
export async function keepGroup(op: Operation, day: string, group: number): Promise<void> {
  let hash = rootOf(await selectLeaves(op, day, group * TILE));
  let place = group;
  for (let level = 1; ; level++) {
    const tile = { day, level, place: Math.floor(place / TILE) };
    const hashes = await appendToTile(op, tile, hash);
    if (hashes.length !== TILE * hash.length) return;
    hash = rootOf(hashes);
    place = tile.place;
  }
}

/** Hashes of a day's tree, as they are kept; each row is read once. */
export function keptHashes(op: Operation, day: string) {
  const tiles = new Map<string, Promise<Buffer | undefined>>();
  const once = (name: string, read: () => Promise<Buffer | undefined>) => {
    const known = tiles.get(name) ?? read();
    tiles.set(name, known);
    return known;
  };
  let block: BlockRow | undefined;
  return async (level: number, place: number): Promise<Buffer> => {
    if (level === 0) {
      if (!block || place < Number(block.first_leaf) || place >= endOf(block))
        block = await selectBlockOfLeaf(op, day, place);
      return whole(block && hashAt(block.leaves, place - Number(block.first_leaf)), day);
    }
    const tile = Math.floor(place / TILE);
    const hashes = await once(`${level} ${tile}`, () => selectTile(op, day, level, tile));
    return whole(hashes && hashAt(hashes, place % TILE), day);
  };
}

function whole(hash: Buffer | undefined, day: string): Buffer {
  if (hash?.length !== 32) throw new Error(`the tree of ${day} is not whole`);
  return hash;
}

/** A root as it is published. */
export interface PublishedRoot {
  readonly day: string;
  readonly size: number;
  /** base64url */
  readonly root: string;
  /** Compact JWS over the RootStatement. */
  readonly signed: string;
}

/** Newest first. Whoever keeps them sees later if the end was cut off or the record written anew. */
export async function listRoots(op: Operation, limit: number): Promise<PublishedRoot[]> {
  const rows = await selectRoots(op, limit);
  return rows.map(({ day, size, root, signed }) => ({
    day,
    size: Number(size),
    root: root.toString('base64url'),
    signed,
  }));
}
