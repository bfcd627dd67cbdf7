import { Fault } from '../errors.ts';

/** How many pieces of work run at once, and how many may wait for their turn. */
export interface QueueLimits {
  readonly running: number;
  readonly waiting: number;
  /** How many are near their turn at once, those who have it among them: they may read what their work needs. */
  readonly near: number;
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
  /** Waits until the turn is near: who read at once would read what is old by then, and all would read together. */
  comeNear(): Promise<void>;
  /** Waits for a turn and does the work; several pieces one after the other in one place. */
  run<T>(work: () => Promise<T>): Promise<T>;
  leave(): void;
}

/** A bounded queue: what is admitted keeps its pace, what is too much is told so without having waited. */
export function createQueue(limits: QueueLimits): Queue {
  const turns: (() => void)[] = [];
  const approaching: (() => void)[] = [];
  let inside = 0;
  let near = 0;
  let running = 0;
  let done = 0;

  const approach = (): Promise<void> | undefined => {
    if (near < limits.near) {
      near++;
      return undefined;
    }
    return new Promise(resolve => approaching.push(resolve));
  };
  const stepBack = () => {
    const next = approaching.shift();
    if (next) next();
    else near--;
  };
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
      let isNear = false;
      return {
        async comeNear() {
          if (isNear || left) return;
          await approach();
          if (left) stepBack();
          else isNear = true;
        },
        async run(work) {
          await turn();
          try {
            return await work();
          } finally {
            finish();
          }
        },
        leave() {
          if (left) return;
          left = true;
          inside--;
          if (isNear) stepBack();
        },
      };
    },
    state: () => ({ running, waiting: approaching.length + turns.length, done }),
  };
}
