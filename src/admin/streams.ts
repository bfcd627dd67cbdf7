import {
  countDead,
  DEAD_AFTER,
  listHealth,
  pageHealth,
  type StreamHealth,
  steerStream,
} from '../events/index.ts';
import type { Operation } from '../operation.ts';
import { isUuid } from '../text.ts';

/** A stream, and whether its receiver has stopped taking its events. */
export interface StreamState extends StreamHealth {
  readonly dead: boolean;
}

export { countDead };

/** The streams of all systems, the longest delay first; one more than asked for tells that there are more. */
export async function listStreamStates(op: Operation, after: string, most: number): Promise<StreamState[]> {
  const found = await pageHealth(op, { ...(isUuid(after) ? { after } : {}), limit: most + 1 });
  return found.map(stateOf);
}

/** @throws events.not_found */
export async function steer(op: Operation, id: string, to: 'enabled' | 'paused'): Promise<StreamState> {
  const { id: steered, clientId } = await steerStream(op, id, to);
  const [health] = (await listHealth(op, clientId)).filter(({ stream }) => stream.id === steered);
  if (!health) throw new Error('a stream that was steered is not there');
  return stateOf(health);
}

function stateOf(health: StreamHealth): StreamState {
  return { ...health, dead: health.stream.status === 'enabled' && health.lag > DEAD_AFTER };
}
