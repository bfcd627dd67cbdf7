import { setTimeout as pause } from 'node:timers/promises';

export interface Work<T> {
  /** How many are under way at once. */
  readonly most: number;
  /** Takes some of what waits, so many at most, so that nobody else takes them. */
  readonly claim: (room: number) => Promise<readonly T[]>;
  /** @returns whether it was done */
  readonly work: (one: T) => Promise<boolean>;
  /** Aborted when nothing more is to begin. */
  readonly stopping?: AbortSignal | undefined;
}

/** What comes while others are under way is looked for so often. */
const LOOK_MS = 1_000;

/**
 * Works on what waits until nothing waits and nothing is under way. There are no rounds: one that takes long keeps its
 * own place and no other. What fails ends it once all that is under way is over.
 * @returns how many were done
 */
export async function workThrough<T>({ most, claim, work, stopping }: Work<T>): Promise<number> {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let done = 0;
  const fail = (error: unknown) => {
    failures.push(error);
    return [];
  };
  const begin = (one: T) => {
    const working = work(one)
      .then(ok => {
        if (ok) done += 1;
      })
      .catch(fail)
      .then(() => {
        underWay.delete(working);
      });
    underWay.add(working);
  };
  for (;;) {
    const room = most - underWay.size;
    const goOn = room > 0 && failures.length === 0 && !stopping?.aborted;
    const claimed = goOn ? await claim(room).catch(fail) : [];
    for (const one of claimed) begin(one);
    if (underWay.size === 0) break;
    if (claimed.length === 0) await Promise.race([...underWay, pause(LOOK_MS, undefined, { ref: false })]);
  }
  if (failures.length > 0) throw failures[0];
  return done;
}
