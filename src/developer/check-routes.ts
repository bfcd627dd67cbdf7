import { type Request, type RequestHandler, type Response, Router } from 'express';
import { checkPage, checksPage } from '../../views/developer/checks.ts';
import { getClient } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import {
  type AuthenticateClient,
  clientWith,
  guarded,
  operationOf,
  pageOf,
  requirePerson,
  sendPage,
  type Web,
} from '../web/index.ts';
import type { Watching } from './call-routes.ts';
import { type Check, closeCheck, findReport, getCheck, listChecks, startCheck } from './check.ts';
import { loginCases } from './check-cases.ts';

const PAGES = '/developers/systems/:client/checks';
const API = '/api/v1/developer/checks';

/** The conformance check of a client, as pages for who may see it; only who develops it begins and closes one. */
export function checkRoutes(web: Web, { maySee, mayDevelop }: Watching): Router {
  const router = Router();
  const only = (may: (op: Operation, clientId: string) => Promise<boolean>): RequestHandler[] => [
    requirePerson(web),
    async (req, _res, next) => {
      if (!(await may(operationOf(req), idOf(req)))) throw new Fault('not_found', 'clients.not_found');
      next();
    },
  ];
  const idOf = (req: Request) => String(req.params.client);
  const home = (req: Request) => `/developers/systems/${encodeURIComponent(idOf(req))}/checks`;

  router.get(PAGES, ...only(maySee), async (req, res) => {
    const op = operationOf(req);
    const client = await getClient(op, idOf(req));
    sendPage(
      res,
      checksPage(await pageOf(web, req, op), {
        id: client.id,
        name: client.name[op.lang],
        checks: await listChecks(op, client.id),
        counts: await findReport(op, client.id),
        mayStart: await mayDevelop(op, client.id),
      }),
    );
  });
  router.post(PAGES, ...only(mayDevelop), async (req, res) => {
    const { id } = await startCheck(operationOf(req), idOf(req));
    res.redirect(303, `${home(req)}/${id}`);
  });
  router.get(`${PAGES}/:id`, ...only(maySee), async (req, res) => {
    const op = operationOf(req);
    const client = await getClient(op, idOf(req));
    const check = await getCheck(op, client.id, String(req.params.id));
    const view = checkPage(await pageOf(web, req, op), {
      id: client.id,
      name: client.name[op.lang],
      check,
      logins: loginCases.length,
      mayClose: await mayDevelop(op, client.id),
    });
    sendPage(res, view);
  });
  router.post(`${PAGES}/:id/report`, ...only(mayDevelop), async (req, res) => {
    await closeCheck(operationOf(req), idOf(req), String(req.params.id));
    res.redirect(303, `${home(req)}/${encodeURIComponent(String(req.params.id))}`);
  });
  return router;
}

/** The same for the system itself, with a token of its own. */
export function checkApi(authenticate: AuthenticateClient): Router {
  const { guard, callerOf } = guarded(clientWith(authenticate));
  const show = (res: Response, check: Check, status = 200) => res.status(status).json(asJson(check));
  return Router()
    .post(API, guard, async (req, res) => {
      const { op, clientId } = callerOf(req);
      show(res, await startCheck(op, clientId), 201);
    })
    .get(API, guard, async (req, res) => {
      const { op, clientId } = callerOf(req);
      res.json({ items: (await listChecks(op, clientId)).map(asJson) });
    })
    .get(`${API}/:id`, guard, async (req, res) => {
      const { op, clientId } = callerOf(req);
      show(res, await getCheck(op, clientId, String(req.params.id)));
    })
    .post(`${API}/:id/report`, guard, async (req, res) => {
      const { op, clientId } = callerOf(req);
      show(res, await closeCheck(op, clientId, String(req.params.id)));
    });
}

function asJson(check: Check) {
  return {
    id: check.id,
    client_id: check.clientId,
    issuer: check.issuer,
    started_at: check.startedAt.toISOString(),
    ends_at: check.endsAt.toISOString(),
    finished_at: check.finishedAt?.toISOString() ?? null,
    passed: check.passed,
    cases: check.verdicts,
    report: check.report,
  };
}
