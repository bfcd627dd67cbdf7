import { keyedHash } from '../keys.ts';
import type { Operation } from '../operation.ts';
import { type Counting, countFailure, deleteBuckets, selectBucket, takeBackFailure } from './store.ts';
import { addressBlock } from './throttle.ts';

/**
 * A limit on something else than passwords, in the same buckets of the database: sending codes, guessing them. Each
 * has buckets of its own, so that using up one leaves the others alone.
 */
export interface Limit extends Omit<Counting, 'bucket'> {
  /** What is counted: "code sent", "totp", … */
  readonly name: string;
  /** Who is counted; 'address' is where the request comes from. */
  readonly by: { readonly person: string } | { readonly number: string } | 'address';
}

function bucketOf(op: Operation, { name, by }: Limit): Buffer | undefined {
  const key = op.system.keys.lookup;
  if (by !== 'address') return keyedHash(key, 'limit', name, ...(Object.entries(by)[0] ?? []));
  return op.address ? keyedHash(key, 'limit', name, 'address', addressBlock(op.address)) : undefined;
}

/**
 * Counts one use, by one statement that only one of parallel requests wins once the free ones are used up. Never
 * call it inside a transaction that a refusal rolls back.
 * @returns wait: seconds to wait, when it was not counted because it waits; uses: how many now count
 */
export async function countUse(op: Operation, limit: Limit): Promise<{ wait: number; uses: number }> {
  const bucket = bucketOf(op, limit);
  if (!bucket) return { wait: 0, uses: 0 };
  const counted = await countFailure(op, { ...limit, bucket }, true);
  if (counted) return { wait: 0, uses: counted.failures };
  const waiting = await selectBucket(op, bucket);
  const left = waiting ? Math.ceil((waiting.until.getTime() - op.at.getTime()) / 1000) : 0;
  return { wait: Math.max(1, left), uses: waiting?.failures ?? 0 };
}

/** After a success: the slate of the person is clean. */
export async function forgetUses(op: Operation, limit: Limit): Promise<void> {
  const bucket = bucketOf(op, limit);
  if (bucket) await deleteBuckets(op, [bucket]);
}

/** After a success: one use that was counted beforehand was none. */
export async function takeBackUse(op: Operation, limit: Limit): Promise<void> {
  const bucket = bucketOf(op, limit);
  if (bucket) await takeBackFailure(op, bucket);
}
