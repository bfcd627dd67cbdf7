/**
 * The Merkle tree of RFC 6962 §2.1 (RFC 9162), pure: leaves and nodes are hashed under different first bytes, so that
 * neither passes for the other. Subtrees of 256, 65,536 … leaves are kept, so a root or a path needs a few of them.
 */
import { hash } from 'node:crypto';

/** SHA-256, bytes. */
export const HASH_BYTES = 32;
/** Leaves below one kept hash, and hashes in one tile. */
export const TILE = 256;

export function sha256(data: Buffer | string): Buffer {
  return hash('sha256', data, 'buffer');
}

const leafData = (text: string) => `\u0000${text}`;

export function leafHash(text: string): Buffer {
  return sha256(leafData(text));
}

/** Leaf hashes side by side: a buffer for each would cost as much as hashing. */
export function leafHashes(texts: readonly string[]): Buffer {
  return Buffer.from(texts.map(text => hash('sha256', leafData(text), 'latin1')).join(''), 'latin1');
}

export function nodeHash(left: Buffer, right: Buffer): Buffer {
  const node = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  node[0] = 1;
  left.copy(node, 1);
  right.copy(node, 1 + HASH_BYTES);
  return sha256(node);
}

/** Root over hashes that stand side by side; a last one without a neighbour goes up as it is. */
export function rootOf(hashes: Buffer): Buffer {
  let row = split(hashes);
  if (row.length === 0) return sha256('');
  while (row.length > 1) {
    const above: Buffer[] = [];
    for (let at = 0; at < row.length; at += 2) {
      const [left, right] = [row[at] as Buffer, row[at + 1]];
      above.push(right ? nodeHash(left, right) : left);
    }
    row = above;
  }
  return row[0] as Buffer;
}

export function split(hashes: Buffer): Buffer[] {
  return Array.from({ length: hashes.length / HASH_BYTES }, (_, at) => hashAt(hashes, at));
}

export function hashAt(hashes: Buffer, at: number): Buffer {
  return hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES);
}

/** Hash of the full subtree over 256^level leaves, the `place`th of its level from the left. */
export type KeptHash = (level: number, place: number) => Promise<Buffer>;

/** Root of the `size` leaves from `start` on. */
export async function subtreeRoot(kept: KeptHash, start: number, size: number): Promise<Buffer> {
  const level = levelOf(size);
  if (level !== undefined && start % size === 0) return kept(level, start / size);
  const left = leftOf(size);
  return nodeHash(await subtreeRoot(kept, start, left), await subtreeRoot(kept, start + left, size - left));
}

/** The hashes that lead from a leaf up to the root, lowest first (RFC 6962 §2.1.1). */
export async function pathOf(kept: KeptHash, index: number, size: number, start = 0): Promise<Buffer[]> {
  if (size <= 1) return [];
  const left = leftOf(size);
  if (index - start < left)
    return [...(await pathOf(kept, index, left, start)), await subtreeRoot(kept, start + left, size - left)];
  return [...(await pathOf(kept, index, size - left, start + left)), await subtreeRoot(kept, start, left)];
}

/** The root that a leaf at a place of a tree leads to, or undefined where the path is too long or too short. */
export function rootFrom(
  leaf: Buffer,
  index: number,
  size: number,
  path: readonly Buffer[],
): Buffer | undefined {
  if (!(Number.isSafeInteger(index) && index >= 0 && index < size)) return undefined;
  if (size === 1) return path.length === 0 ? leaf : undefined;
  const [above, below] = [path.at(-1), path.slice(0, -1)];
  const left = leftOf(size);
  const inLeft = index < left;
  const mine = inLeft ? rootFrom(leaf, index, left, below) : rootFrom(leaf, index - left, size - left, below);
  if (!above || !mine) return undefined;
  return inLeft ? nodeHash(mine, above) : nodeHash(above, mine);
}

/** A tree that leaves are added to one by one; it keeps one hash for each full subtree. */
export function growingTree() {
  const peaks: { size: number; hash: Buffer }[] = [];
  return {
    add(leaf: Buffer): void {
      let peak = { size: 1, hash: leaf };
      for (let last = peaks.at(-1); last?.size === peak.size; last = peaks.at(-1)) {
        peaks.pop();
        peak = { size: peak.size * 2, hash: nodeHash(last.hash, peak.hash) };
      }
      peaks.push(peak);
    },
    root(): Buffer {
      return peaks.map(peak => peak.hash).reduceRight((right, left) => nodeHash(left, right));
    },
  };
}

/** The largest power of two below the size. */
function leftOf(size: number): number {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}

/** 0 for one leaf, 1 for 256, 2 for 65,536 …; undefined for what is not kept. */
function levelOf(size: number): number | undefined {
  let level = 0;
  let full = 1;
  while (full < size) {
    full *= TILE;
    level++;
  }
  return full === size ? level : undefined;
}
