import { type Request, type RequestHandler, Router } from 'express';
import { findEvent, listEventsAbout } from '../../audit/index.ts';
import {
  countClients,
  countOpenApprovals,
  findActiveClient,
  listAgencies,
  registerAgency,
} from '../../clients/index.ts';
import { connectSystem, getSystem, listSystems, matches } from '../../directory/index.ts';
import { Fault } from '../../errors.ts';
import type { Operation } from '../../operation.ts';
import { isUuid } from '../../text.ts';
import { type AuthenticateClient, guarded, jsonBody, type Web } from '../../web/index.ts';
import { readFigures } from '../figures.ts';
import { agencyJson, eventJson, figuresJson, systemJson } from '../json-forms.ts';
import { openapi } from '../openapi.ts';
import { readAgency, readBody, textOf } from '../read-json.ts';
import { type Address, limitOf, type Scope } from './address.ts';
import { agencyApi } from './agency-api.ts';
import { clientApi } from './client-api.ts';
import { credentialApi } from './credential-api.ts';
import { bigBody, declaredApi } from './declared-api.ts';
import { deliveryApi } from './delivery-api.ts';
import { directoryApi, IMPORTS } from './directory-api.ts';
import { spanOf } from './figure-pages.ts';
import { lifeApi } from './life-api.ts';
import { overlapApi } from './overlap-api.ts';
import { tellProblems } from './problems.ts';
import { streamApi } from './stream-api.ts';
import { suspensionApi } from './suspension-api.ts';

export const BASE = '/admin/api/v1';

/** More than there are; so that nobody's list is cut in silence. */
const MOST_SYSTEMS = 100_000;

/** The admin API, described at /admin/api/v1/openapi.json. */
export function adminApi(web: Web, authenticate: AuthenticateClient): Router {
  const router = Router();
  const address: Address = (method, path, scope, answer) => {
    const parse: RequestHandler[] =
      method !== 'post' || path === IMPORTS ? [] : /\/declared(\/|$)/.test(path) ? [bigBody] : [jsonBody];
    const { guard, callerOf } = guarded(allowed(authenticate, scope));
    router[method](BASE + path, guard, ...parse, async (req, res) => {
      res.json(await answer(callerOf(req), req, res));
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
      open_approvals: await countOpenApprovals(op),
    };
  });

  address('get', '/agencies', 'admin:read', async op => ({
    items: (await listAgencies(op)).map(agencyJson),
  }));
  address('post', '/agencies', 'admin:write', async (op, req, res) => {
    res.status(201);
    return agencyJson(await registerAgency(op, readAgency(readBody(req.body))));
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

  streamApi(address);
  clientApi(address);
  address('get', '/figures', 'admin:read', async (op, req) => {
    const days = spanOf(req.query.days);
    const system = textOf(req.query.system).slice(0, 200);
    return figuresJson(
      await readFigures(op, {
        days,
        clientId: system === '' ? undefined : system,
        mostSystems: MOST_SYSTEMS,
      }),
    );
  });
  credentialApi(address);
  lifeApi(address);
  suspensionApi(address);
  deliveryApi(address);
  overlapApi(address);
  declaredApi(address);
  directoryApi(address);
  agencyApi(address);

  address('get', '/audit', 'admin:read', async (op, req) => {
    const limit = limitOf(req);
    const clientId = textOf(req.query.client);
    const before = textOf(req.query.before);
    const last = isUuid(before) ? await findEvent(op, before) : undefined;
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

/** A client that was suspended meanwhile is out. @throws admin.token_needed, admin.scope_needed */
function allowed(authenticate: AuthenticateClient, scope: Scope) {
  return async (req: Request): Promise<Operation> => {
    if (!req.get('authorization')) throw new Fault('unauthenticated', 'admin.token_needed');
    const op = await authenticate(req);
    const { actor } = op;
    if (actor.kind !== 'client' || !(await findActiveClient(op, actor.clientId)))
      throw new Fault('unauthenticated', 'admin.token_needed');
    if (!actor.scopes.includes(scope)) throw new Fault('forbidden', 'admin.scope_needed', { scope });
    return op;
  };
}
