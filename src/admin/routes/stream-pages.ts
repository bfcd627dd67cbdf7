import { Router } from 'express';
import { type StreamLine, streamsPage } from '../../../views/admin/streams.ts';
import { findClients } from '../../clients/index.ts';
import { onward, operationOf, pageOf, queryText, sendPage, type Web } from '../../web/index.ts';
import { requireStaff } from '../staff.ts';
import { countDead, listStreamStates, steer } from '../streams.ts';
import { administratorsOnly, staffOnly } from './guard.ts';

const PAGE = 50;

/** The event streams of all systems, the longest delay first; pausing one and letting it go on. */
export function streamPages(web: Web): Router {
  const router = Router();
  router.get('/admin/streams', ...staffOnly(web), async (req, res) => {
    const op = operationOf(req);
    const found = await listStreamStates(op, queryText(req, 'after'), PAGE);
    const { rows: states, more } = onward(req, found, { most: PAGE, keyOf: ({ stream }) => stream.id });
    const clients = await findClients(
      op,
      states.map(({ stream }) => stream.clientId),
    );
    const rows = states.map(
      (state): StreamLine => ({
        ...state,
        client: clients.get(state.stream.clientId)?.name[op.lang] ?? state.stream.clientId,
      }),
    );
    const dead = await countDead(op);
    const mayChange = (await requireStaff(op)) === 'platform_administrator';
    sendPage(res, streamsPage(await pageOf(web, req, op), { rows, dead, more, mayChange }));
  });
  for (const [path, to] of [
    ['pause', 'paused'],
    ['resume', 'enabled'],
  ] as const)
    router.post(`/admin/streams/:id/${path}`, ...administratorsOnly(web), async (req, res) => {
      await steer(operationOf(req), String(req.params.id), to);
      res.redirect(303, '/admin/streams');
    });
  return router;
}
