import { type Request, type RequestHandler, Router } from 'express';
import type { JWK } from 'jose';
import { callsPage } from '../../views/developer/calls.ts';
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
import type { Wanted } from './call-store.ts';
import { type Call, type ClientsOfTokens, keepCalls, listCalls } from './calls.ts';

/** Who a person may look over the shoulder of, and act for: agencies and the staff say so. */
export interface Watching {
  maySee(op: Operation, clientId: string): Promise<boolean>;
  mayDevelop(op: Operation, clientId: string): Promise<boolean>;
  readonly clientsOf: ClientsOfTokens;
  /** Public keys that sign here now. */
  publicKeys(): readonly JWK[];
}

const EVERY_SECONDS = 5;

/** GET /developers/systems?client= and /developers/systems/:client/calls, for who may see that client. */
export function callRoutes(web: Web, { maySee, clientsOf }: Watching): Router {
  const router = Router();
  const only: RequestHandler[] = [requirePerson(web)];
  router.get('/developers/systems', ...only, (req, res) => {
    const client = String(req.query.client ?? '').trim();
    if (client === '' || client.length > 200) throw new Fault('not_found', 'clients.not_found');
    res.redirect(303, `/developers/systems/${encodeURIComponent(client)}/calls`);
  });
  router.get('/developers/systems/:client/calls', ...only, async (req, res) => {
    const op = operationOf(req);
    const id = String(req.params.client);
    // Who may not see it learns nothing of whether it is there.
    if (!(await maySee(op, id))) throw new Fault('not_found', 'clients.not_found');
    const client = await getClient(op, id);
    await keepCalls(op, clientsOf);
    const wanted = wantedBy(req);
    const live = req.query.live === '1';
    if (live) res.setHeader('refresh', String(EVERY_SECONDS));
    const calls = await listCalls(op, id, wanted);
    sendPage(
      res,
      callsPage(await pageOf(web, req, op), { id, name: client.name[op.lang], calls, wanted, live }),
    );
  });
  return router;
}

/** GET /api/v1/developer/calls?only=errors: a system's own, by a token of its own. */
export function callApi(authenticate: AuthenticateClient, clientsOf: ClientsOfTokens): Router {
  const { guard, callerOf } = guarded(clientWith(authenticate));
  return Router().get('/api/v1/developer/calls', guard, async (req, res) => {
    const { op, clientId } = callerOf(req);
    await keepCalls(op, clientsOf);
    const calls = await listCalls(op, clientId, wantedBy(req));
    res.json({ client_id: clientId, calls: calls.map(asJson) });
  });
}

function wantedBy(req: Request): Wanted {
  const { only } = req.query;
  return only === 'errors' || only === 'successes' ? only : 'all';
}

function asJson({ at, since, count, step, ok, code, why, fix, parameter, said, requestId }: Call) {
  return {
    at: at.toISOString(),
    since: since.toISOString(),
    count,
    step,
    ok,
    ...(ok ? {} : { code, why, fix }),
    ...(parameter ? { parameter } : {}),
    ...(said ? { said } : {}),
    request_id: requestId,
  };
}
