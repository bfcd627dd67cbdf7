import { isIPv6 } from 'node:net';
import { Fault } from '../errors.ts';
import { keyedHash } from '../keys.ts';
import type { Operation } from '../operation.ts';
import {
  type BucketRow,
  type Counting,
  countFailure,
  deleteBuckets,
  deleteBucketsBefore,
  takeBackFailure,
} from './store.ts';

/**
 * Failures count against the person, the address, and the two together. The pair is tight, so that a stranger's
 * guessing soon waits; the person is wider, so that guessing from many addresses waits too without shutting the
 * person out for one stranger's sake; the address is widest, because an office shares one. Nobody is locked out for
 * good: waits end at a quarter of an hour, and failures leak away.
 */
const CEILING = 15 * 60;
const limits = {
  pair: { free: 5, leakSeconds: 15 * 60, ceilingSeconds: CEILING },
  person: { free: 10, leakSeconds: 15 * 60, ceilingSeconds: CEILING },
  address: { free: 50, leakSeconds: 60, ceilingSeconds: CEILING },
} as const;

/** After a day nothing of a bucket is left: the longest wait is over and all failures have leaked away. */
const FORGET_MS = 86_400_000;

export interface Bucket extends Counting {
  readonly kind: keyof typeof limits;
}

/** @param who the identifier in its normal form, whether there is such a person or not */
export function bucketsOf(op: Operation, who: string): Bucket[] {
  const key = op.system.keys.lookup;
  const bucket = (kind: keyof typeof limits, ...parts: string[]): Bucket => ({
    kind,
    bucket: keyedHash(key, 'throttle', kind, ...parts),
    ...limits[kind],
  });
  if (!op.address) return [bucket('person', who)];
  const address = addressBlock(op.address);
  return [bucket('person', who), bucket('address', address), bucket('pair', who, address)];
}

/** An IPv4 address, or the first 64 bits of an IPv6 one: who has one of those has them all. */
export function addressBlock(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  const plain = address.replace(/%.*$/, '');
  if (!isIPv6(plain)) return address;
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  return `${[...left, ...Array<string>(gap).fill('0'), ...right].slice(0, 4).join(':')}::/64`;
}

/** Attempts under way in this process by bucket: what is being checked may yet turn out a failure. */
const underWay = new Map<string, number>();

/** An attempt that was let through. Say how it ended, inside the transaction that records it; always release. */
export interface Attempt {
  /** True when a success has something to clear. */
  readonly marked: boolean;
  failed(op: Operation): Promise<void>;
  succeeded(op: Operation): Promise<void>;
  release(): void;
}

/**
 * Lets an attempt through, or says how long to wait. A bucket within its free failures costs nothing here: attempts
 * under way count with the failures, so that a burst of parallel guesses gets no more than those. A bucket past them
 * is claimed beforehand: the failure is counted before the password is looked at, by one statement that only one of
 * the parallel requests of all processes wins, and taken back on success.
 * @throws identity.wait
 */
export async function beginAttempt(
  op: Operation,
  buckets: readonly Bucket[],
  rows: readonly BucketRow[],
): Promise<Attempt> {
  const states = buckets.map(bucket => ({ bucket, row: rows.find(row => row.bucket.equals(bucket.bucket)) }));
  for (const { row } of states) if (row) refuseBefore(op, row.until);
  const claimed = states
    .filter(({ bucket, row }) => row && row.failures > bucket.free)
    .map(({ bucket }) => bucket);
  const counted = states.filter(({ bucket }) => !claimed.includes(bucket) && bucket.kind !== 'address');
  for (const { bucket, row } of counted)
    if ((row?.failures ?? 0) + (underWay.get(nameOf(bucket)) ?? 0) > bucket.free)
      throw new Fault('too_many', 'identity.wait', { retryAfter: 1 });
  const release = hold(counted.map(({ bucket }) => bucket));
  try {
    for (const bucket of claimed)
      if (!(await countFailure(op, bucket, true)))
        throw new Fault('too_many', 'identity.wait', { retryAfter: 2 });
  } catch (error) {
    release();
    throw error;
  }
  return {
    marked: rows.length > 0,
    release,
    failed: async op => {
      // One order for all: parallel failures must not wait for each other in a circle.
      const left = buckets.filter(bucket => !claimed.includes(bucket));
      for (const bucket of left.toSorted((a, b) => a.bucket.compare(b.bucket)))
        await countFailure(op, bucket, false);
    },
    succeeded: async op => {
      const own = buckets.filter(({ kind }) => kind !== 'address').map(({ bucket }) => bucket);
      await deleteBuckets(op, own);
      const address = claimed.find(({ kind }) => kind === 'address');
      if (address) await takeBackFailure(op, address.bucket);
    },
  };
}

function refuseBefore(op: Operation, until: Date): void {
  const wait = Math.ceil((until.getTime() - op.at.getTime()) / 1000);
  if (wait > 0) throw new Fault('too_many', 'identity.wait', { retryAfter: wait });
}

function hold(buckets: readonly Bucket[]): () => void {
  const names = buckets.map(nameOf);
  for (const name of names) underWay.set(name, (underWay.get(name) ?? 0) + 1);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    for (const name of names) {
      const left = (underWay.get(name) ?? 1) - 1;
      if (left > 0) underWay.set(name, left);
      else underWay.delete(name);
    }
  };
}

function nameOf({ bucket }: Bucket): string {
  return bucket.toString('base64');
}

/** Deletes what no longer counts, in small batches. For the background. @returns how many went */
export function forgetOldFailures(op: Operation, limit = 1000): Promise<number> {
  return deleteBucketsBefore(op, new Date(op.at.getTime() - FORGET_MS), limit);
}
