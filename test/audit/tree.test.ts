import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  growingTree,
  hashAt,
  leafHash,
  nodeHash,
  pathOf,
  rootFrom,
  rootOf,
  sha256,
  subtreeRoot,
} from '../../src/audit/tree.ts';

/** The reference inputs of RFC 6962 implementations, as Certificate Transparency tests them. */
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

test('roots are those of RFC 6962', () => {
  const leaves = inputs.map(hex => leafHash(Buffer.from(hex, 'hex').toString('latin1')));
  // Texts are hashed as UTF-8; these inputs are plain ASCII.
  roots.forEach((root, at) => {
    expect(rootOf(Buffer.concat(leaves.slice(0, at + 1))).toString('hex')).toBe(root);
  });
  expect(rootOf(Buffer.alloc(0))).toEqual(sha256(''));
});

test('a leaf never passes for a node', () => {
  const [a, b] = [leafHash('a'), leafHash('b')];
  expect(leafHash(Buffer.concat([a, b]).toString('latin1'))).not.toEqual(nodeHash(a, b));
});

describe('a tree of any size', () => {
  const leavesOf = (size: number) => Array.from({ length: size }, (_, at) => leafHash(String(at)));
  /** What the database keeps: leaves, and hashes over 256 and 65,536 of them. */
  const kept = (leaves: readonly Buffer[]) => async (level: number, place: number) => {
    const size = 256 ** level;
    return rootOf(Buffer.concat(leaves.slice(place * size, (place + 1) * size)));
  };

  test('has one root, however it is computed', async () => {
    for (const size of [1, 2, 3, 255, 256, 257, 300, 511, 512, 513, 1000]) {
      const leaves = leavesOf(size);
      const tree = growingTree();
      for (const leaf of leaves) tree.add(leaf);
      const root = rootOf(Buffer.concat(leaves));
      expect(tree.root(), String(size)).toEqual(root);
      expect(await subtreeRoot(kept(leaves), 0, size), String(size)).toEqual(root);
    }
  });

  test('proves each leaf at its place, and no other leaf, place or size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 700 }), fc.nat(), async (size, seed) => {
        const leaves = leavesOf(size);
        const index = seed % size;
        const leaf = leaves[index] as Buffer;
        const root = rootOf(Buffer.concat(leaves));
        const path = await pathOf(kept(leaves), index, size);
        expect(rootFrom(leaf, index, size, path)).toEqual(root);
        expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
        expect(rootFrom(leafHash('other'), index, size, path)).not.toEqual(root);
        expect(rootFrom(leaf, size, size, path)).toBeUndefined();
        expect(rootFrom(leaf, index, size, [...path, leaf])).not.toEqual(root);
        if (size > 1) expect(rootFrom(leaf, (index + 1) % size, size, path)).not.toEqual(root);
        if (path.length > 0) expect(rootFrom(leaf, index, size, path.slice(1))).not.toEqual(root);
      }),
      { numRuns: 60 },
    );
  });

  test('hashes stand side by side', () => {
    const [a, b] = [leafHash('a'), leafHash('b')];
    expect(hashAt(Buffer.concat([a, b]), 1)).toEqual(b);
  });
});
