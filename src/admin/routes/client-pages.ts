import { type Request, type Response, Router } from 'express';
import { clientPage } from '../../../views/admin/client.ts';
import { clientsPage } from '../../../views/admin/clients.ts';
import { secretPage } from '../../../views/clients/secret.ts';
import {
  type ClientState,
  clientFormRoutes,
  credentialRoutes,
  findStopOver,
  getClient,
  lifeOf,
  listApprovals,
  listClients,
  listPilotUsers,
  listPurposes,
  listWidenings,
  purposeCardOf,
  purposeRoutes,
  renewSecret,
  resumeClient,
  stages,
  suspendClient,
} from '../../clients/index.ts';
import { findSystemOfClient } from '../../directory/index.ts';
import { onward, operationOf, pageOf, postForm, queryText, sendPage, type Web } from '../../web/index.ts';
import { requireStaff } from '../staff.ts';
import { adminDesk } from './desk.ts';
import { administratorsOnly, staffOnly } from './guard.ts';
import { approvalRows } from './show.ts';

const PAGE = 50;
const states: readonly ClientState[] = ['pending', 'active', 'suspended', 'refused'];
type OfClient = Request<{ id: string }>;

/** The list of clients, the page of one, and what can be done with it. */
export function clientPages(web: Web): Router {
  const router = Router();
  const desk = adminDesk(web);
  router.use(credentialRoutes(web, desk), clientFormRoutes(web, desk), purposeRoutes(web, desk));

  router.get('/admin/clients', ...staffOnly(web), async (req: Request, res: Response) => {
    const op = operationOf(req);
    const text = (name: string) => queryText(req, name);
    const search = text('q');
    const state = states.find(one => one === text('state'));
    const found = await listClients(op, {
      search,
      ...(state ? { states: [state] } : {}),
      ...(text('after') ? { after: text('after') } : {}),
      limit: PAGE + 1,
    });
    const { rows: clients, more } = onward(req, found, { most: PAGE, keyOf: ({ id }) => id });
    sendPage(res, clientsPage(await pageOf(web, req, op), { search, state, clients, more }));
  });

  router.get('/admin/clients/:id', ...staffOnly(web), async (req: Request, res: Response) => {
    const op = operationOf(req);
    const client = await getClient(op, String(req.params.id));
    const system = await findSystemOfClient(op, client.id);
    const found = await listApprovals(op, { clientId: client.id, limit: PAGE + 1 });
    const approvals = found.slice(0, PAGE);
    const view = clientPage(await pageOf(web, req, op), {
      client,
      life: await lifeOf(op, client),
      stages,
      users: await listPilotUsers(op, client.id),
      stop: await findStopOver(op, client.id),
      system: system && { number: system.number, name: system.name[op.lang] },
      widenings: await listWidenings(op, client.id),
      purposes: (await listPurposes(op, client.id)).map(purpose => purposeCardOf(purpose, op.lang)),
      approvals: await approvalRows(op, approvals.reverse()),
      moreApprovals:
        found.length > PAGE
          ? `/admin/approvals?state=all&client=${encodeURIComponent(client.id)}`
          : undefined,
      mayChange: (await requireStaff(op)) === 'platform_administrator',
    });
    sendPage(res, view);
  });

  const changes = { suspension: suspendClient, resumption: resumeClient };
  for (const [path, change] of Object.entries(changes))
    router.post(`/admin/clients/:id/${path}`, ...administratorsOnly(web), postForm, async (req, res) => {
      const id = String(req.params.id);
      await change(operationOf(req), id);
      res.redirect(303, `/admin/clients/${encodeURIComponent(id)}`);
    });

  // Shown in the answer itself: a secret stands in no address and in no store.
  router.post(
    '/admin/clients/:id/secret',
    ...administratorsOnly(web),
    postForm,
    async (req: OfClient, res) => {
      const op = operationOf(req);
      const secret = await renewSecret(op, req.params.id);
      const client = await getClient(op, req.params.id);
      sendPage(
        res,
        secretPage(await pageOf(web, req, op), desk, {
          client,
          secret,
          how: 'renewed',
          approvalId: undefined,
        }),
      );
    },
  );

  return router;
}
