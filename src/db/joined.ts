/**
 * Joins calls that wait at the same moment into one statement. Under load a process then asks the database once for
 * as many rows as are waiting, with one commit for all; alone, a call goes out at once and nothing is waited for.
 */
export interface JoinedOptions {
  /** Calls in one statement at the most. */
  readonly most: number;
  /** Statements under way at once; on an embedded database (one connection) 1. */
  readonly inFlight: number;
}

interface Waiting<I, O> {
  readonly input: I;
  resolve(output: O): void;
  reject(error: unknown): void;
}

/**
 * @param run one statement for all inputs; answers in the order of the inputs
 * @returns a function that answers for one input
 */
export function joined<I, O>(
  run: (inputs: readonly I[]) => Promise<readonly O[]>,
  { most, inFlight }: JoinedOptions,
): (input: I) => Promise<O> {
  const queue: Waiting<I, O>[] = [];
  let underWay = 0;
  let planned = false;

  const plan = () => {
    if (planned || underWay >= inFlight || queue.length === 0) return;
    planned = true;
    // After the callbacks that are ready now: whoever asks in the same turn goes along.
    setImmediate(() => {
      planned = false;
      while (underWay < inFlight && queue.length > 0) void send(queue.splice(0, most));
    });
  };

  const send = async (waiting: readonly Waiting<I, O>[]) => {
    underWay += 1;
    try {
      await answer(waiting);
    } finally {
      underWay -= 1;
      plan();
    }
  };

  const answer = async (waiting: readonly Waiting<I, O>[]): Promise<void> => {
    try {
      const outputs = await run(waiting.map(one => one.input));
      waiting.forEach((one, at) => {
        one.resolve(outputs[at] as O);
      });
    } catch (error) {
      // A statement that failed changed nothing. If the data of one call is at fault, the others must not suffer.
      if (waiting.length > 1 && isAboutData(error)) for (const one of waiting) await answer([one]);
      else for (const one of waiting) one.reject(error);
    }
  };

  return input =>
    new Promise<O>((resolve, reject) => {
      queue.push({ input, resolve, reject });
      plan();
    });
}

/** SQLSTATE class 22 (data exception) and 23 (constraint violation). */
function isAboutData(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^2[23]/.test(code);
}
