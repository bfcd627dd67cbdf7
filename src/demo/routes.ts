import { Router } from 'express';
import { outboxPage } from '../../views/demo/outbox.ts';
import { listOutbox } from '../messages/index.ts';
import { operationOf, pageOf, sendPage, type Web } from '../web/index.ts';

const NEWEST = 50;

/** GET /demo/outbox: what would have been sent to phones. Mounted in the demo only. */
export function demoRoutes(web: Web): Router {
  const router = Router();
  router.get('/demo/outbox', async (req, res) => {
    const op = operationOf(req);
    sendPage(res, outboxPage(await pageOf(web, req), { messages: await listOutbox(op, NEWEST) }));
  });
  return router;
}
