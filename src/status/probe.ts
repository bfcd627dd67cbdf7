import { ping } from '../db/index.ts';
import type { Operation } from '../operation.ts';
import { type Answer, OutboundRefused, outbound } from '../outbound.ts';
import type { Found } from './judge.ts';
import type { Target } from './target.ts';

const TIMEOUT_MS = 8_000;

/**
 * Knocks once. Any answer below 500 is an answer: a probe has no account and asks for nothing. Registries stand in
 * networks of the state, so their configured addresses are asked as they are; systems only through the guarded door.
 */
export async function probe(op: Operation, target: Target): Promise<Found> {
  const begun = performance.now();
  try {
    if (target.kind === 'yekbar') await ping(op.system.db);
    else if (target.kind === 'registry') await knock(target.address ?? '');
    else if ((await ask(op, target.address ?? '')).status >= 500) return { reason: 'status' };
    return { latencyMs: Math.round(performance.now() - begun) };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

function ask(op: Operation, url: string): Promise<Answer> {
  return outbound(
    { url },
    { thisMachine: op.system.config.demo, timeoutMs: TIMEOUT_MS, maxBytes: 2_000_000 },
  );
}

class Refused extends Error {}

async function knock(address: string): Promise<void> {
  const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
  await answer.body?.cancel();
  if (answer.status >= 500) throw new Refused();
}

function reasonOf(error: unknown): string {
  if (error instanceof OutboundRefused) return error.reason;
  if (error instanceof Refused) return 'status';
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'timeout';
  return 'unreachable';
}
