import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { getCustodian } from './custodian.ts';
import { type Refusal, readItem } from './item.ts';
import { type Taken, takeItem } from './take.ts';

export const MOST_ITEMS = 500;

/**
 * Takes corrections and new facts of a custodian, each by itself: one that is refused leaves the others. Only that it
 * claims a field of somebody else refuses everything, before anything is written.
 * @throws custody.scope_missing, custody.not_a_custodian, custody.items {most}, custody.not_your_field {field}
 */
export async function takeFacts(op: Operation, items: unknown): Promise<readonly (Taken | Refusal)[]> {
  const { registry } = await getCustodian(op);
  if (!Array.isArray(items) || items.length === 0 || items.length > MOST_ITEMS)
    throw new Fault('bad_input', 'custody.items', { most: MOST_ITEMS });
  for (const item of items) {
    const read = readItem(item, registry, op.at);
    if ('code' in read && read.code === 'custody.not_your_field')
      throw new Fault('forbidden', read.code, { field: read.field ?? '' });
  }
  const taken: (Taken | Refusal)[] = [];
  for (const item of items) taken.push(await takeItem({ ...op, at: op.system.now() }, registry, item));
  const count = (is: (one: Taken | Refusal) => boolean) => taken.filter(is).length;
  await record(op, {
    kind: 'custody.received',
    data: {
      registry,
      accepted: count(one => 'status' in one && one.status === 'accepted'),
      older: count(one => 'status' in one && one.status === 'older'),
      refused: count(one => 'code' in one),
      unknown: count(one => 'status' in one && !one.known),
    },
  });
  return taken;
}
