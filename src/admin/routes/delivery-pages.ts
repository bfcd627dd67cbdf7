import { type Request, type Response, Router } from 'express';
import type { DeliveryRow } from '../../../views/admin/deliveries.ts';
import { deliveriesPage } from '../../../views/admin/deliveries.ts';
import { findClients } from '../../clients/index.ts';
import type { Operation } from '../../operation.ts';
import {
  countSignals,
  type Delivery,
  deliveryStates,
  listDeliveries,
  retryDelivery,
} from '../../signals/index.ts';
import { isUuid } from '../../text.ts';
import { onward, operationOf, pageOf, queryText, sendPage, type Web } from '../../web/index.ts';
import { requireStaff } from '../staff.ts';
import { administratorsOnly, staffOnly } from './guard.ts';

const PAGE = 50;

/** What client systems were told, what waits and what was given up; and the button that tries again. */
export function deliveryPages(web: Web): Router {
  const router = Router();

  router.get('/admin/deliveries', ...staffOnly(web), async (req: Request, res: Response) => {
    const op = operationOf(req);
    const text = (name: string) => queryText(req, name, 200);
    const state = deliveryStates.find(one => one === text('state'));
    const clientId = text('client');
    const before = text('before');
    const found = await listDeliveries(op, {
      ...(state ? { state } : {}),
      ...(clientId ? { clientId } : {}),
      ...(isUuid(before) ? { before } : {}),
      limit: PAGE + 1,
    });
    const { rows, more } = onward(req, found, { most: PAGE, keyOf: ({ id }) => id, name: 'before' });
    const view = deliveriesPage(await pageOf(web, req, op), {
      rows: await rowsOf(op, rows),
      counts: await countSignals(op),
      state,
      client: clientId,
      more,
      mayChange: (await requireStaff(op)) === 'platform_administrator',
    });
    sendPage(res, view);
  });

  router.post('/admin/deliveries/:id/retry', ...administratorsOnly(web), async (req, res) => {
    const { clientId } = await retryDelivery(operationOf(req), String(req.params.id));
    res.redirect(303, `/admin/deliveries?client=${encodeURIComponent(clientId)}`);
  });

  return router;
}

async function rowsOf(op: Operation, deliveries: readonly Delivery[]): Promise<DeliveryRow[]> {
  const clients = await findClients(
    op,
    deliveries.map(({ clientId }) => clientId),
  );
  return deliveries.map(delivery => ({
    delivery,
    client: clients.get(delivery.clientId)?.name[op.lang] ?? delivery.clientId,
  }));
}
