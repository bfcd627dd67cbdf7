import { Router } from 'express';
import { developersPage } from '../../views/developer/developers.ts';
import { faultsPage } from '../../views/developer/faults.ts';
import { pageOf, personOf, sendPage, type Web } from '../web/index.ts';
import { callRoutes, type Watching } from './call-routes.ts';
import { checkRoutes } from './check-routes.ts';
import { findFaults } from './faults.ts';
import { inspectRoutes } from './inspect-routes.ts';
import { issuerRoutes } from './issuer-routes.ts';
import { eventReceiver, quickStarts } from './quick-starts.ts';
import { commandsFor } from './tries.ts';

/** Somebody of the sandbox; everything about him is invented, so his number may stand on a page. */
export interface Persona {
  readonly key: string;
  readonly fa: string;
  readonly en: string;
  readonly id: string;
}

/** People and companies of the sandbox, and the one password; undefined outside the demo. */
export interface Sandbox {
  readonly password: string;
  /** With it one registers a client of one's own. */
  readonly registrationToken: string;
  readonly people: readonly Persona[];
  readonly companies: readonly Persona[];
}

const LONGEST_SEARCH = 100;

/** GET /developers, /developers/errors?q= are open to everybody; what belongs to one client is for who may see it. */
export function developerRoutes(web: Web, watching: Watching, sandbox?: Sandbox): Router {
  const router = Router();
  router.use(callRoutes(web, watching), checkRoutes(web, watching), issuerRoutes());
  router.use(inspectRoutes(web, watching.publicKeys));
  router.get('/developers', async (req, res) => {
    const op = await personOf(web, req, res);
    const { issuer } = web.system.config;
    const commands = commandsFor(issuer, sandbox?.registrationToken ?? '');
    const data = { issuer, quickStarts, eventReceiver, commands, sandbox };
    sendPage(res, developersPage(await pageOf(web, req, op), data));
  });
  router.get('/developers/errors', async (req, res) => {
    const op = await personOf(web, req, res);
    const asked = (typeof req.query.q === 'string' ? req.query.q : '').slice(0, LONGEST_SEARCH);
    sendPage(res, faultsPage(await pageOf(web, req, op), { asked, found: findFaults(asked) }));
  });
  return router;
}
