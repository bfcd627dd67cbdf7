import { type Request, type Response, Router } from 'express';
import { agenciesPage } from '../../../views/agency/agencies.ts';
import { agencyPage } from '../../../views/agency/agency.ts';
import { countReleasesTo } from '../../audit/index.ts';
import {
  listAgencies,
  listApprovals,
  listClients,
  listEndings,
  listSubsidiaries,
  secretsSince,
} from '../../clients/index.ts';
import { Fault } from '../../errors.ts';
import { isUuid } from '../../text.ts';
import {
  onward,
  operationOf,
  pageOf,
  queryText,
  requirePerson,
  sendPage,
  type Web,
} from '../../web/index.ts';
import { getAgency } from '../officer.ts';
import { may } from '../role.ts';
import { agenciesOf, findStanding, requireAct } from '../standing.ts';
import { systemsOf } from '../systems.ts';
import { idOf, officersOnly } from './guard.ts';
import { askedRows } from './show.ts';

const PAGE = 50;
const DAYS = 30;
/** The oldest of what waits; once they are decided, the next stand here. */
const WAITING = 50;

/** The agencies of whoever reads, and the page of one: systems, clients, what waits. */
export function overviewPages(web: Web): Router {
  const router = Router();

  router.get('/agency', requirePerson(web), async (req: Request, res: Response) => {
    const op = operationOf(req);
    if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
    const ids = await agenciesOf(op, op.actor.personId);
    const all = new Map(
      ids.length === 0 ? [] : (await listAgencies(op)).map(agency => [agency.id, agency] as const),
    );
    const agencies = [];
    for (const id of ids) {
      const agency = all.get(id);
      const standing = await findStanding(op, op.actor.personId, id);
      if (!agency || !standing) continue;
      const parent = agency.parentId ? all.get(agency.parentId)?.name[op.lang] : undefined;
      agencies.push({ id, name: agency.name[op.lang], parent, standing });
    }
    sendPage(res, agenciesPage(await pageOf(web, req, op), agencies));
  });

  router.get('/agency/agencies/:id', ...officersOnly(web), async (req: Request, res: Response) => {
    const op = operationOf(req);
    const standing = await requireAct(op, idOf(req), 'see');
    const agency = await getAgency(op, idOf(req));
    const [after, asked] = [queryText(req, 'after'), queryText(req, 'waiting')];
    const found = await listClients(op, {
      agencyId: agency.id,
      ...(after ? { after } : {}),
      limit: PAGE + 1,
    });
    const { rows: clients, more } = onward(req, found, { most: PAGE, keyOf: ({ id }) => id });
    const open = await listApprovals(op, {
      open: true,
      agencyId: agency.id,
      ...(isUuid(asked) ? { after: asked } : {}),
      limit: WAITING + 1,
    });
    const waiting = onward(req, open, { most: WAITING, keyOf: ({ id }) => id, name: 'waiting' });
    const releases = await countReleasesTo(
      op,
      clients.map(({ id }) => id),
      DAYS,
    );
    const view = agencyPage(await pageOf(web, req, op), {
      agency: { id: agency.id, name: agency.name[op.lang] },
      standing,
      mayDevelop: may(standing, 'develop'),
      systems: await systemsOf(op, agency.id),
      clients: clients.map(client => ({ client, releases: releases.get(client.id) })),
      more: more && `${more}#clients`,
      waiting: await askedRows(op, agency.id, waiting.rows),
      moreWaiting: waiting.more,
      since: await secretsSince(
        op,
        clients.map(({ id }) => id),
      ),
      endings: await listEndings(op, { agencyId: agency.id, limit: 20 }),
      subsidiaries: (await listSubsidiaries(op, [agency.id])).map(({ id, name }) => ({
        id,
        name: name[op.lang],
      })),
    });
    sendPage(res, view);
  });

  return router;
}
