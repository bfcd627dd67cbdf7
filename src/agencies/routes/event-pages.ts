import { type Request, type Response, Router } from 'express';
import { eventsPage } from '../../../views/agency/events.ts';
import { findEvent, listChangesOf } from '../../audit/index.ts';
import { findClient, listClients } from '../../clients/index.ts';
import { onward, operationOf, pageOf, sendPage, type Web } from '../../web/index.ts';
import { agencyOnRecord, getAgency } from '../officer.ts';
import { requireAct } from '../standing.ts';
import { idOf, officersOnly } from './guard.ts';
import { actorAt } from './show.ts';

const PAGE = 50;
const MOST_CLIENTS = 1000;

/** What happened to the officers and clients of an agency. Nothing of what was received about people. */
export function eventPages(web: Web): Router {
  const router = Router();

  router.get('/agency/agencies/:id/events', ...officersOnly(web), async (req: Request, res: Response) => {
    const op = operationOf(req);
    const standing = await requireAct(op, idOf(req), 'see');
    const agency = await getAgency(op, idOf(req));
    const before = typeof req.query.before === 'string' ? await findEvent(op, req.query.before) : undefined;
    const clients = await listClients(op, { agencyId: agency.id, limit: MOST_CLIENTS });
    const found = await listChangesOf(op, {
      subjectId: agencyOnRecord(agency.id),
      clientIds: clients.map(({ id }) => id),
      ...(before ? { before: before.id } : {}),
      limit: PAGE + 1,
    });
    const rows = [];
    const shown = onward(req, found, { most: PAGE, keyOf: ({ publicId }) => publicId, name: 'before' });
    for (const event of shown.rows) {
      const { by_client: program } = event.data;
      const actor =
        typeof program === 'string' ? `client:${program}` : event.personId && `person:${event.personId}`;
      rows.push({
        id: event.publicId,
        at: event.at,
        kind: event.kind,
        about: event.clientId
          ? ((await findClient(op, event.clientId))?.name[op.lang] ?? event.clientId)
          : undefined,
        by: await actorAt(op, agency.id, actor),
        tracking: event.tracking,
      });
    }
    const view = eventsPage(await pageOf(web, req, op), {
      agency: { id: agency.id, name: agency.name[op.lang] },
      standing,
      rows,
      more: shown.more,
    });
    sendPage(res, view);
  });

  return router;
}
