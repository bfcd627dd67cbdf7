import { type Request, type RequestHandler, Router } from 'express';
import { findEvent, listEventsAbout } from '../../audit/index.ts';
import {
  countClients,
  findActiveClient,
  listAgencies,
  listApprovals,
  registerAgency,
} from '../../clients/index.ts';
import { connectSystem, getSystem, listSystems, matches } from '../../directory/index.ts';
import { Fault } from '../../errors.ts';
import { clientOperation, jsonBody, operationOf, type Web } from '../../web/index.ts';
import { eventJson, systemJson } from '../json-forms.ts';
import { openapi } from '../openapi.ts';
import { readAgency, readBody, textOf } from '../read-json.ts';
import { type Address, type AuthenticateClient, limitOf, type Scope } from './address.ts';
import { clientApi } from './client-api.ts';
import { bigBody, declaredApi } from './declared-api.ts';
import { deliveryApi } from './delivery-api.ts';
import { lifeApi } from './life-api.ts';
import { overlapApi } from './overlap-api.ts';
import { tellProblems } from './problems.ts';

export const BASE = '/admin/api/v1';

/** The admin API, described at /admin/api/v1/openapi.json. */
export function adminApi(web: Web, authenticateClient: AuthenticateClient): Router {
  const router = Router();
  const address: Address = (method, path, scope, answer) => {
    const parse: RequestHandler[] =
      method !== 'post' ? [] : path.startsWith('/declared') ? [bigBody] : [jsonBody];
    router[method](BASE + path, requireScope(authenticateClient, scope), ...parse, async (req, res) => {
      const { clientId, scopes } = callers.get(req) ?? { clientId: '', scopes: [] };
      const op = clientOperation(operationOf(req), clientId, scopes);
      res.setHeader('cache-control', 'no-store');
      res.json(await answer(op, req, res));
    });
  };

  router.get(`${BASE}/openapi.json`, (_req, res) => {
    res.json(openapi(web.system.config.issuer));
  });

  address('get', '/overview', 'admin:read', async op => {
    const systems = await listSystems(op);
    return {
      clients: { pending: 0, active: 0, suspended: 0, refused: 0, ...(await countClients(op)) },
      agencies: (await listAgencies(op)).length,
      systems: { total: systems.length, live: systems.filter(system => system.live).length },
      open_approvals: (await listApprovals(op, { open: true, limit: 1000 })).length,
    };
  });

  address('get', '/agencies', 'admin:read', async op => ({ items: await listAgencies(op) }));
  address('post', '/agencies', 'admin:write', async (op, req, res) => {
    res.status(201);
    return registerAgency(op, readAgency(readBody(req.body)));
  });

  address('get', '/systems', 'admin:read', async (op, req) => {
    const search = textOf(req.query.q).slice(0, 100);
    return { items: (await listSystems(op)).filter(system => matches(system, search)).map(systemJson) };
  });
  address('get', '/systems/:number', 'admin:read', async (op, req) =>
    systemJson(await getSystem(op, Number(req.params.number))),
  );
  address('post', '/systems/:number/connection', 'admin:write', async (op, req) => {
    const body = readBody(req.body);
    const clientId = textOf(body.client_id);
    if (!clientId) throw new Fault('bad_input', 'clients.invalid', { problems: ['client_id:missing'] });
    const number = Number(req.params.number);
    await connectSystem(op, number, { clientId, signInUrl: textOf(body.sign_in_url) || null });
    return systemJson(await getSystem(op, number));
  });
  address('delete', '/systems/:number/connection', 'admin:write', async (op, req) => {
    const number = Number(req.params.number);
    await connectSystem(op, number, { clientId: null, signInUrl: null });
    return systemJson(await getSystem(op, number));
  });

  clientApi(address);
  lifeApi(address);
  deliveryApi(address);
  overlapApi(address);
  declaredApi(address);

  address('get', '/audit', 'admin:read', async (op, req) => {
    const limit = limitOf(req);
    const clientId = textOf(req.query.client);
    const before = textOf(req.query.before);
    const last = /^[0-9a-f-]{36}$/.test(before) ? await findEvent(op, before) : undefined;
    const events = await listEventsAbout(op, {
      ...(clientId ? { clientId } : {}),
      ...(last ? { before: last } : {}),
      limit: limit + 1,
    });
    const items = events.slice(0, limit).map(eventJson);
    return { items, next: events.length > limit ? (events[limit - 1]?.publicId ?? null) : null };
  });

  router.use('/admin/api', () => {
    throw new Fault('not_found', 'web.not_found');
  });
  router.use('/admin/api', tellProblems);
  return router;
}

const callers = new WeakMap<Request, { clientId: string; scopes: readonly string[] }>();

/** RFC 6750: 401 without a token, 403 without the scope. A client that was suspended meanwhile is out. */
function requireScope(authenticateClient: AuthenticateClient, scope: Scope): RequestHandler {
  return async (req, res, next) => {
    res.setHeader('www-authenticate', 'Bearer realm="Yekbar"');
    const caller = await authenticateClient(req);
    if (!caller || !(await findActiveClient(operationOf(req), caller.clientId)))
      throw new Fault('unauthenticated', 'admin.token_needed');
    if (!caller.scopes.includes(scope)) {
      res.setHeader('www-authenticate', `Bearer error="insufficient_scope", scope="${scope}"`);
      throw new Fault('forbidden', 'admin.scope_needed', { scope });
    }
    res.removeHeader('www-authenticate');
    callers.set(req, caller);
    next();
  };
}
