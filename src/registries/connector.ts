import { setTimeout as wait } from 'node:timers/promises';
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  fullJitterGenerator,
  handleWhen,
  retry,
} from 'cockatiel';
import type { RegistryContract } from '../contracts.ts';
import { RegistryDown } from './down.ts';
import type { Registries } from './index.ts';
import { pace } from './pace.ts';

/** How one registry may be asked where its custodian and we agreed on nothing else. */
export const usualContract: RegistryContract = Object.freeze({
  perSecond: 500,
  concurrent: 64,
  waiting: 1_000,
  breakAfter: 8,
  openSeconds: 10,
});

/** How a registry stands with us at this moment. */
export interface ConnectorState {
  /** open: it failed so often in a row that it is left alone for a while; half_open: one question tries it. */
  readonly breaker: 'closed' | 'half_open' | 'open';
  readonly running: number;
  readonly waiting: number;
}

/** A question as somebody asks it. */
export interface Asking {
  /** The same for the same question: who asks it at the same moment gets the same answer. */
  readonly key: string;
  readonly tracking: string;
  readonly timeoutMs: number;
}

/** An answer, and under which tracking code the question went out: one's own, or of whoever asked first. */
export interface Heard<T> {
  readonly answer: T;
  readonly tracking: string;
}

export interface Connector {
  /**
   * Questions only: what is tried again must do no harm twice. The time covers waiting, every attempt and every byte.
   * @throws RegistryDown busy or open: it was not asked
   */
  ask<T>(asking: Asking, attempt: (signal: AbortSignal) => Promise<T>): Promise<Heard<T>>;
  state(): ConnectorState;
}

/** After a short while that chance picks, so that all who failed together do not come back together. */
const backoff = new ExponentialBackoff({ generator: fullJitterGenerator, initialDelay: 50, maxDelay: 400 });
const MORE_ATTEMPTS = 2;

/** Not reached, or answered 5xx. Who was silent or talked nonsense does so again, and the time is the asker's. */
const mayPass = (error: Error) =>
  error instanceof RegistryDown && (error.reason === 'refused' || error.reason === 'status');
const isFailure = (error: Error) => error instanceof RegistryDown && error.reason !== 'busy';

/** What stands between us and one registry, for the whole process. */
export function createConnector(registry: string, contract: RegistryContract): Connector {
  const slots = bulkhead(contract.concurrent, contract.waiting);
  const breaker = circuitBreaker(handleWhen(isFailure), {
    breaker: new ConsecutiveBreaker(contract.breakAfter),
    halfOpenAfter: contract.openSeconds * 1_000,
  });
  const again = retry(handleWhen(mayPass), { maxAttempts: MORE_ATTEMPTS, backoff });
  const turn = pace(contract.perSecond);
  const flights = new Map<string, Promise<Heard<unknown>>>();

  async function fly<T>(
    { tracking, timeoutMs }: Asking,
    attempt: (signal: AbortSignal) => Promise<T>,
  ): Promise<Heard<T>> {
    const until = performance.now() + timeoutMs;
    const signal = AbortSignal.timeout(timeoutMs);
    let sent = false;
    const send = async () => {
      const waitMs = turn(performance.now(), until);
      if (waitMs === undefined) throw new RegistryDown(registry, 'busy');
      if (waitMs > 0) await wait(waitMs);
      sent = true;
      return attempt(signal);
    };
    const over = new Promise<never>((_, failed) => {
      const say = () => failed(new RegistryDown(registry, sent ? 'timeout' : 'busy'));
      signal.addEventListener('abort', say, { once: true });
    });
    const asked = slots.execute(() => breaker.execute(() => again.execute(send, signal)), signal);
    try {
      return { answer: await Promise.race([asked, over]), tracking };
    } catch (error) {
      if (error instanceof BulkheadRejectedError) throw new RegistryDown(registry, 'busy');
      if (error instanceof BrokenCircuitError) throw new RegistryDown(registry, 'open');
      throw error;
    }
  }

  return {
    async ask<T>(asking: Asking, attempt: (signal: AbortSignal) => Promise<T>): Promise<Heard<T>> {
      const name = `${asking.timeoutMs} ${asking.key}`;
      const underWay = flights.get(name) as Promise<Heard<T>> | undefined;
      if (underWay) return underWay;
      const flight = fly(asking, attempt);
      flights.set(name, flight);
      try {
        return await flight;
      } finally {
        flights.delete(name);
      }
    },
    state: () => ({
      breaker: wordOf(breaker.state),
      running: contract.concurrent - slots.executionSlots,
      waiting: contract.waiting - slots.queueSlots,
    }),
  };
}

function wordOf(state: CircuitState): ConnectorState['breaker'] {
  if (state === CircuitState.Closed) return 'closed';
  return state === CircuitState.HalfOpen ? 'half_open' : 'open';
}

const levels = { closed: 0, half_open: 1, open: 2 } as const;

/** The breaker of each registry as a number: 0 asked as usual, 1 tried by one question, 2 not asked. */
export function breakersOf(registries: Pick<Registries, 'connectors'>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(registries.connectors()).map(([key, { breaker }]) => [key, levels[breaker]]),
  );
}
