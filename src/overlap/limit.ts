import { Fault } from '../errors.ts';
import type { Operation, System } from '../operation.ts';

/** Reading a form costs processor time, and a form seldom changes: so many of one client in ten minutes. */
export const FORMS = 30;
const WINDOW_MS = 600_000;

interface Count {
  readonly used: number;
  readonly until: number;
}
const kept = new WeakMap<System, Map<string, Count>>();

/**
 * Counts one form of a client, in this process.
 * @returns the headers that say how many more there are (draft-ietf-httpapi-ratelimit-headers); refused: also the fault
 */
export function countForm(
  op: Operation,
  clientId: string,
): { readonly headers: Readonly<Record<string, string>>; readonly refused: Fault | undefined } {
  const counts = kept.get(op.system) ?? new Map<string, Count>();
  kept.set(op.system, counts);
  const now = op.at.getTime();
  const before = counts.get(clientId);
  const { used, until } = before && before.until > now ? before : { used: 0, until: now + WINDOW_MS };
  const retryAfter = Math.ceil((until - now) / 1000);
  const refused =
    used >= FORMS ? new Fault('too_many', 'overlap.forms_limited', { limit: FORMS, retryAfter }) : undefined;
  if (!refused) counts.set(clientId, { used: used + 1, until });
  return {
    headers: {
      'ratelimit-policy': `"forms";q=${FORMS};w=${WINDOW_MS / 1000}`,
      ratelimit: `"forms";r=${Math.max(0, FORMS - used - 1)};t=${retryAfter}`,
    },
    refused,
  };
}
