import { Fault } from '../../errors.ts';
import {
  countSignals,
  deliveryStates,
  findDelivery,
  listDeliveries,
  retryDelivery,
} from '../../signals/index.ts';
import { isUuid } from '../../text.ts';
import { deliveryJson } from '../json-forms.ts';
import { textOf } from '../read-json.ts';
import { type Address, limitOf } from './address.ts';

/** The addresses of the admin API that are about what client systems are told. */
export function deliveryApi(address: Address): void {
  address('get', '/deliveries', 'admin:read', async (op, req) => {
    const limit = limitOf(req);
    const state = deliveryStates.find(one => one === req.query.state);
    const clientId = textOf(req.query.client).slice(0, 200);
    const before = textOf(req.query.before);
    const found = await listDeliveries(op, {
      ...(state ? { state } : {}),
      ...(clientId ? { clientId } : {}),
      ...(isUuid(before) ? { before } : {}),
      limit: limit + 1,
    });
    return {
      items: found.slice(0, limit).map(deliveryJson),
      next: found.length > limit ? (found[limit - 1]?.id ?? null) : null,
      counts: await countSignals(op),
    };
  });
  address('get', '/deliveries/:id', 'admin:read', async (op, req) => {
    const delivery = await findDelivery(op, String(req.params.id));
    if (!delivery) throw new Fault('not_found', 'signals.not_found');
    return deliveryJson(delivery);
  });
  address('post', '/deliveries/:id/retry', 'admin:write', async (op, req) =>
    deliveryJson(await retryDelivery(op, String(req.params.id))),
  );
}
