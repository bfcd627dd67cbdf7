import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { isUuid } from '../text.ts';
import { BY_ADMINISTRATOR } from './input.ts';
import { selectStream } from './store.ts';
import { type Stream, setStatus, toStream } from './stream.ts';

/**
 * The administration pauses a stream, or lets it go on at once. What happens meanwhile waits.
 * @throws events.not_found
 */
export async function steerStream(op: Operation, id: string, to: 'enabled' | 'paused'): Promise<Stream> {
  const row = isUuid(id) ? await selectStream(op, id) : undefined;
  if (!row) throw new Fault('not_found', 'events.not_found');
  const reason = to === 'paused' ? BY_ADMINISTRATOR : null;
  return setStatus(op, toStream(op, row), { status: to, reason, by: 'transmitter' });
}
