import { findSystemOfClient } from '../directory/index.ts';
import type { Operation, System } from '../operation.ts';

const LIFETIME = 60_000;
const MOST = 2_000;

interface Known {
  readonly number: number | undefined;
  readonly until: number;
}
const kept = new WeakMap<System, Map<string, Known>>();

/**
 * Number of the system that a client is: which of the fifty signs is lit beside the pages of sign-in. An ornament, so
 * it may be a minute old.
 */
export async function litFor(op: Operation, clientId: string): Promise<readonly number[]> {
  const own = kept.get(op.system) ?? new Map<string, Known>();
  kept.set(op.system, own);
  const now = op.system.now().getTime();
  let known = own.get(clientId);
  if (!known || now >= known.until || now < known.until - LIFETIME) {
    known = { number: (await findSystemOfClient(op, clientId))?.number, until: now + LIFETIME };
    own.delete(clientId);
    own.set(clientId, known);
    const oldest = own.size > MOST ? own.keys().next().value : undefined;
    if (oldest !== undefined) own.delete(oldest);
  }
  return known.number === undefined ? [] : [known.number];
}
