import { DEAD_AFTER, listHealth, type StreamHealth, steerStream } from '../events/index.ts';
import type { Operation } from '../operation.ts';

/** A stream, and whether its receiver has stopped taking its events. */
export interface StreamState extends StreamHealth {
  readonly dead: boolean;
}

/** The streams of all systems, the longest delay first. */
export async function listStreamStates(op: Operation): Promise<StreamState[]> {
  const states = (await listHealth(op)).map(health => ({
    ...health,
    dead: health.stream.status === 'enabled' && health.lag > DEAD_AFTER,
  }));
  return states.sort((a, b) => b.lag - a.lag);
}

/** @throws events.not_found */
export async function steer(op: Operation, id: string, to: 'enabled' | 'paused'): Promise<StreamState> {
  const { id: steered, clientId } = await steerStream(op, id, to);
  const [health] = (await listHealth(op, clientId)).filter(({ stream }) => stream.id === steered);
  if (!health) throw new Error('a stream that was steered is not there');
  return { ...health, dead: health.stream.status === 'enabled' && health.lag > DEAD_AFTER };
}
