import { Router } from 'express';
import { clientFormRoutes, credentialRoutes, purposeRoutes } from '../clients/index.ts';
import type { Web } from '../web/index.ts';
import { approvalPages } from './routes/approval-pages.ts';
import { type Alarm, clientPages } from './routes/client-pages.ts';
import { agencyDesk } from './routes/desk.ts';
import { eventPages } from './routes/event-pages.ts';
import { mineRoutes } from './routes/mine-routes.ts';
import { officerPages } from './routes/officer-pages.ts';
import { overviewPages } from './routes/overview-pages.ts';
import { programPages } from './routes/program-pages.ts';
import { registerPages } from './routes/register-pages.ts';

/** The console of agencies at /agency, and a person's own page of invitations. @param alarm tells the platform of a stop */
export function agencyRoutes(web: Web, alarm: Alarm): Router {
  const router = Router();
  const desk = agencyDesk(web);
  router.use(mineRoutes(web), overviewPages(web), officerPages(web), eventPages(web));
  router.use(registerPages(web), programPages(web));
  router.use(clientPages(web, alarm), approvalPages(web));
  router.use(credentialRoutes(web, desk), clientFormRoutes(web, desk), purposeRoutes(web, desk));
  return router;
}
