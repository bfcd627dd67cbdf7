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

/** What goes on at a bucket in this process while anyone holds it. */
interface Here {
  holding: number;
  /** Let through and not over: what is being checked may yet turn out a failure. */
  underWay: number;
  /** Failures that were counted since it is held: who read the database before them does not know them. */
  failed: number;
}
const here = new Map<string, Here>();

/** An attempt. Hold it before its buckets are read; say how it ended inside the transaction; always release it. */
export interface Attempt {
  /** @throws identity.wait */
  begin(op: Operation, rows: readonly BucketRow[]): Promise<void>;
  /** Something failed here before: a success has something to clear. */
  marked(): boolean;
  /** @returns whether this failure is the first that makes the person wait: a run of mistakes, worth telling her */
  failed(op: Operation): Promise<boolean>;
  succeeded(op: Operation): Promise<void>;
  release(): void;
}

/**
 * Lets an attempt through, or says how long to wait. A bucket within its free failures costs nothing here: attempts
 * under way count with the failures, so that a burst of parallel guesses gets no more than those. A bucket past them
 * is claimed beforehand: the failure is counted before the password is looked at, by one statement that only one of
 * the parallel requests of all processes wins, and taken back on success.
 */
export function holdAttempt(buckets: readonly Bucket[]): Attempt {
  const own = buckets.filter(({ kind }) => kind !== 'address');
  const holds = new Map(own.map(bucket => [bucket, hold(bucket)]));
  // One order for all: parallel transactions must not wait for each other in a circle.
  const inOrder = buckets.toSorted((a, b) => a.bucket.compare(b.bucket));
  let claimed: Bucket[] = [];
  let marked = false;
  return {
    marked: () => marked,
    begin: async (op, rows) => {
      const rowOf = ({ bucket }: Bucket) => rows.find(row => row.bucket.equals(bucket));
      for (const { until } of rows) refuseBefore(op, until);
      marked = rows.length > 0;
      claimed = buckets.filter(bucket => (rowOf(bucket)?.failures ?? 0) > bucket.free);
      for (const bucket of own)
        if (!claimed.includes(bucket)) holds.get(bucket)?.begin(rowOf(bucket)?.failures ?? 0);
      for (const bucket of claimed) if (!(await countFailure(op, bucket, true))) throw wait(2);
    },
    failed: async op => {
      for (const held of holds.values()) held.failed();
      let run = false;
      for (const bucket of inOrder) {
        if (claimed.includes(bucket)) continue;
        const counted = await countFailure(op, bucket, false);
        if (bucket.kind !== 'address' && counted?.failures === bucket.free + 1) run = true;
      }
      return run;
    },
    succeeded: async op => {
      if (!marked) return;
      for (const bucket of inOrder) {
        if (bucket.kind !== 'address') await deleteBuckets(op, [bucket.bucket]);
        else if (claimed.includes(bucket)) await takeBackFailure(op, bucket.bucket);
      }
    },
    release: () => {
      for (const held of holds.values()) held.release();
    },
  };
}

function hold({ bucket, free }: Bucket) {
  const name = bucket.toString('base64');
  const state = here.get(name) ?? { holding: 0, underWay: 0, failed: 0 };
  here.set(name, state);
  state.holding++;
  const failedBefore = state.failed;
  let begun = 0;
  let held = true;
  return {
    begin: (failures: number) => {
      if (failures + state.failed - failedBefore + state.underWay > free) throw wait(1);
      begun = 1;
      state.underWay++;
    },
    failed: () => {
      state.failed++;
    },
    release: () => {
      if (!held) return;
      held = false;
      state.underWay -= begun;
      state.holding--;
      if (state.holding === 0) here.delete(name);
    },
  };
}

function wait(retryAfter: number): Fault {
  return new Fault('too_many', 'identity.wait', { retryAfter });
}

function refuseBefore(op: Operation, until: Date): void {
  const seconds = Math.ceil((until.getTime() - op.at.getTime()) / 1000);
  if (seconds > 0) throw wait(seconds);
}

/** Deletes what no longer counts, in small batches. For the background. @returns how many went */
export function forgetOldFailures(op: Operation, limit = 1000): Promise<number> {
  return deleteBucketsBefore(op, new Date(op.at.getTime() - FORGET_MS), limit);
}
