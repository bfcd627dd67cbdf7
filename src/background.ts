import { errorFacts } from './log.ts';
import { newTracking, type Operation, type System, systemOperation } from './operation.ts';

export interface Background {
  /** Waits for what is running now and starts nothing more. */
  stop(): Promise<void>;
}

/** @param stopping aborted when nothing more is to begin: what works for long asks it between two steps */
export type Task = (op: Operation, stopping: AbortSignal) => Promise<unknown>;

/**
 * Runs a task of the program itself again and again, never twice at once in this process. A failure is logged and
 * the next round tries again; across processes each task takes care of itself.
 */
export function repeat(system: System, name: string, everyMs: number, task: Task): Background {
  return repeatEach(system, everyMs, { [name]: task });
}

/** The same for several, one after the other: one that fails keeps no other from its turn. */
export function repeatEach(
  system: System,
  everyMs: number,
  tasks: Readonly<Record<string, Task>>,
): Background {
  const stop = new AbortController();
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  const attempt = async (name: string, task: Task) => {
    try {
      await task(systemOperation(system, newTracking()), stop.signal);
    } catch (error) {
      if (!stop.signal.aborted) system.log.warn({ task: name, ...errorFacts(error) }, 'background');
    }
  };
  const round = async () => {
    for (const [name, task] of Object.entries(tasks)) {
      if (stop.signal.aborted) return;
      await attempt(name, task);
    }
    if (!stop.signal.aborted) timer = setTimeout(start, everyMs).unref();
  };
  const start = () => {
    running = round();
  };
  timer = setTimeout(start, everyMs).unref();
  return {
    stop: () => {
      stop.abort();
      clearTimeout(timer);
      return running;
    },
  };
}
