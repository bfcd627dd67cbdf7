import { Fault } from '../errors.ts';

/** How many pieces of work run at once, and how many may wait for their turn. */
export interface QueueLimits {
  readonly running: number;
  readonly waiting: number;
  /** Seconds that who finds the queue full is told to wait. */
  readonly retryAfter: number;
}

export interface Queue {
  /**
   * Takes a place, or says at once that there is none. Leave it in a `finally`.
   * @throws web.busy
   */
  enter(): Place;
  state(): { readonly running: number; readonly waiting: number; readonly done: number };
}

export interface Place {
  /** Waits for a turn and does the work; several pieces one after the other in one place. */
  run<T>(work: () => Promise<T>): Promise<T>;
  leave(): void;
}

/** A bounded queue: what is admitted keeps its pace, what is too much is told so without having waited. */
export function createQueue(limits: QueueLimits): Queue {
  const turns: (() => void)[] = [];
  let inside = 0;
  let running = 0;
  let done = 0;

  const turn = (): Promise<void> | undefined => {
    if (running < limits.running) {
      running++;
      return undefined;
    }
    return new Promise(resolve => turns.push(resolve));
  };
  const finish = () => {
    done++;
    const next = turns.shift();
    if (next) next();
    else running--;
  };

  return {
    enter() {
      if (inside >= limits.running + limits.waiting)
        throw new Fault('busy', 'web.busy', { retryAfter: limits.retryAfter });
      inside++;
      let left = false;
      return {
        async run(work) {
          await turn();
          try {
            return await work();
          } finally {
            finish();
          }
        },
        leave() {
          if (!left) inside--;
          left = true;
        },
      };
    },
    state: () => ({ running, waiting: turns.length, done }),
  };
}
