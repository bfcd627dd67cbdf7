import { randomUUID } from 'node:crypto';
import { atomically, type Operation } from '../operation.ts';
import { type Found, judge, SLOW_MS } from './judge.ts';
import { probe } from './probe.ts';
import {
  beginOutage,
  claimDue,
  countProbe,
  deleteHours,
  endOutage,
  selectTarget,
  updateTarget,
} from './store.ts';
import { listTargets, type Target } from './target.ts';

export const EVERY_SECONDS = 30;
const AT_ONCE = 8;
const HOUR_MS = 3_600_000;
const KEPT_DAYS = 400;

/**
 * Probes what is due, and keeps what was found: the state, outages, and the count of the hour. Of several processes
 * one probes each target.
 */
export async function keepStatus(op: Operation): Promise<void> {
  const targets = await listTargets(op);
  const probed = targets.filter(({ kind, address }) => kind === 'yekbar' || address !== undefined);
  // A little less than the period, so that a round that comes a moment early is not skipped.
  const next = new Date(op.at.getTime() + EVERY_SECONDS * 1000 - 1000);
  const due = new Set(
    await claimDue(
      op,
      probed.map(({ key }) => key),
      next,
    ),
  );
  const waiting = probed.filter(({ key }) => due.has(key));
  const work = async () => {
    for (let target = waiting.shift(); target; target = waiting.shift())
      await keep(op, target, await probe(op, target));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

function keep(op: Operation, { key }: Target, found: Found): Promise<void> {
  return atomically(op, async op => {
    const row = await selectTarget(op, key);
    const before = row && {
      state: row.state,
      since: row.since,
      failures: row.failures,
      firstFailureAt: row.first_failure_at,
    };
    const now = judge(before, found, op.at);
    const failed = 'reason' in found;
    await updateTarget(op, key, {
      state: now.state,
      since: now.since,
      failures: now.failures,
      first_failure_at: now.firstFailureAt,
      probed_at: op.at,
      latency_ms: failed ? null : found.latencyMs,
      reason: failed ? found.reason : null,
    });
    if (now.state === 'down' && before?.state !== 'down')
      await beginOutage(op, {
        id: randomUUID(),
        key,
        began_at: now.since,
        ended_at: null,
        reason: failed ? found.reason : '',
      });
    if (now.state !== 'down' && before?.state === 'down') await endOutage(op, key);
    const latencyMs = failed ? 0 : found.latencyMs;
    const state = latencyMs > SLOW_MS ? 'slow' : 'up';
    await countProbe(op, key, hourOf(op.at), { state, failed, latencyMs });
  });
}

/** The beginning of the hour that a moment lies in. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
}

/** Forgets the counts of long ago; outages stay. */
export async function sweepStatus(op: Operation): Promise<void> {
  await deleteHours(op, new Date(op.at.getTime() - KEPT_DAYS * 24 * HOUR_MS));
}
