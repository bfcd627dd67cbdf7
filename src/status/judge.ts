/** What one probe says of the state of what it asked. Pure. */

export type State = 'up' | 'slow' | 'down';

/** What one probe found: how long the answer took, or why there was none. */
export type Found = { readonly latencyMs: number } | { readonly reason: string };

export interface Standing {
  readonly state: State;
  readonly since: Date;
  /** Probes without an answer, in a row, and the first of them. */
  readonly failures: number;
  readonly firstFailureAt: Date | null;
}

/** An answer that takes longer is slow. */
export const SLOW_MS = 2_000;
/** One lost packet is no outage. */
const FAILURES_TO_DOWN = 2;

/**
 * The next standing. Down begins with the first of the probes that got no answer, and ends with the first answer.
 * @param before undefined: never probed
 */
export function judge(before: Standing | undefined, found: Found, at: Date): Standing {
  if ('reason' in found) {
    const failures = (before?.failures ?? 0) + 1;
    const firstFailureAt = before?.firstFailureAt ?? at;
    if (before?.state === 'down') return { ...before, failures, firstFailureAt };
    if (failures >= FAILURES_TO_DOWN)
      return { state: 'down', since: firstFailureAt, failures, firstFailureAt };
    return { state: before?.state ?? 'up', since: before?.since ?? at, failures, firstFailureAt };
  }
  const state = found.latencyMs > SLOW_MS ? 'slow' : 'up';
  const since = before?.state === state ? before.since : at;
  return { state, since, failures: 0, firstFailureAt: null };
}
