import { Counter } from 'prom-client';
import type { Operation } from '../operation.ts';
import { endLapsed } from './sessions.ts';
import { deleteBindingsBefore, deleteExpiredArtifacts } from './store.ts';

/** Small enough that nobody waits behind it. */
const BATCH = 500;
/** Each of these tells the systems that were signed in. */
const SESSIONS = 50;
const MOST_BATCHES = 40;

const swept = new Counter({
  name: 'yekbar_oidc_expired_deleted_total',
  help: 'Expired rows of the engine that were removed',
  labelNames: ['table'],
});

/** Removes what has expired, a batch at a time. @returns how many rows went away */
export async function sweep(op: Operation, longestGrantSeconds: number): Promise<number> {
  const before = new Date(op.at.getTime() - (longestGrantSeconds + 86_400) * 1000);
  const sessions = await inBatches(() => endLapsed(op, SESSIONS), SESSIONS);
  const artifacts = await inBatches(() => deleteExpiredArtifacts(op, BATCH));
  const bindings = await inBatches(() => deleteBindingsBefore(op, before, BATCH));
  swept.inc({ table: 'oidc_artifact' }, sessions + artifacts);
  swept.inc({ table: 'grant_binding' }, bindings);
  return sessions + artifacts + bindings;
}

async function inBatches(remove: () => Promise<number>, batchSize = BATCH): Promise<number> {
  let all = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const removed = await remove();
    all += removed;
    if (removed < batchSize) break;
  }
  return all;
}
