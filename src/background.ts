import { errorFacts } from './log.ts';
import { newTracking, type Operation, type System, systemOperation } from './operation.ts';

export interface Background {
  /** Waits for what is running now and starts nothing more. */
  stop(): Promise<void>;
}

/**
 * Runs a task of the program itself again and again, never twice at once in this process. A failure is logged and
 * the next round tries again; across processes each task takes care of itself.
 */
export function repeat(
  system: System,
  name: string,
  everyMs: number,
  task: (op: Operation) => Promise<unknown>,
): Background {
  let stopped = false;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout;
  const round = async () => {
    try {
      await task(systemOperation(system, newTracking()));
    } catch (error) {
      if (!stopped) system.log.warn({ task: name, ...errorFacts(error) }, 'background');
    }
    if (!stopped) timer = setTimeout(start, everyMs).unref();
  };
  const start = () => {
    running = round();
  };
  timer = setTimeout(start, everyMs).unref();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
