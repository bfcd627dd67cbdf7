import { Router } from 'express';
import { overviewPage } from '../../views/admin/overview.ts';
import { countClients, listAgencies, listApprovals, listEndings } from '../clients/index.ts';
import { listSystems } from '../directory/index.ts';
import type { SessionsOf } from '../support/index.ts';
import { operationOf, pageOf, requirePerson, sendPage, type Web } from '../web/index.ts';
import { agencyPages } from './routes/agency-pages.ts';
import { announcementPages } from './routes/announcement-pages.ts';
import { approvalPages } from './routes/approval-pages.ts';
import { casePages } from './routes/case-pages.ts';
import { clientPages } from './routes/client-pages.ts';
import { counterPages } from './routes/counter-pages.ts';
import { deliveryPages } from './routes/delivery-pages.ts';
import { directoryChangePages } from './routes/directory-change-pages.ts';
import { directoryPages } from './routes/directory-pages.ts';
import { emergencyPages } from './routes/emergency-pages.ts';
import { feedbackPages } from './routes/feedback-pages.ts';
import { figurePages } from './routes/figure-pages.ts';
import { staffOnly } from './routes/guard.ts';
import { lifePages } from './routes/life-pages.ts';
import { lookupPages } from './routes/lookup-pages.ts';
import { overlapPages } from './routes/overlap-pages.ts';
import { registerPages } from './routes/register-pages.ts';
import { approvalRows } from './routes/show.ts';
import { streamPages } from './routes/stream-pages.ts';
import { supportPages } from './routes/support-pages.ts';
import { suspensionPages } from './routes/suspension-pages.ts';
import { decides, requireStaff, staffRoleOf } from './staff.ts';

/** The console of administration: only for staff; auditors see and change nothing. */
export function adminRoutes(web: Web, sessionsOf: SessionsOf): Router {
  const router = Router();
  // Before all others: the support has this page alone.
  router.get('/admin', requirePerson(web), async (req, res, next) => {
    const { actor } = operationOf(req);
    const role = actor.kind === 'person' ? await staffRoleOf(operationOf(req), actor.personId) : undefined;
    if (role === 'support') res.redirect(303, '/admin/support');
    else next();
  });
  router.use(supportPages(web, sessionsOf));
  router.get('/admin', ...staffOnly(web), async (req, res) => {
    const op = operationOf(req);
    const role = await requireStaff(op);
    const waiting = await listApprovals(op, { open: true, limit: 50 });
    const systems = await listSystems(op);
    const view = overviewPage(await pageOf(web, req, op), {
      waiting: await approvalRows(op, waiting),
      counts: await countClients(op),
      agencies: (await listAgencies(op)).length,
      ending: await listEndings(op),
      systems: { live: systems.filter(system => system.live).length, total: systems.length },
      mayChange: role === 'platform_administrator',
      mayDecide: decides(role),
    });
    sendPage(res, view);
  });
  // The form stands at /admin/clients/new, before the page of a client.
  router.use(registerPages(web));
  router.use(clientPages(web));
  router.use(lifePages(web));
  router.use(approvalPages(web));
  router.use(casePages(web));
  router.use(counterPages(web));
  router.use(agencyPages(web));
  router.use(deliveryPages(web), streamPages(web));
  router.use(figurePages(web), lookupPages(web), emergencyPages(web), suspensionPages(web));
  router.use(directoryChangePages(web), directoryPages(web));
  router.use(feedbackPages(web));
  router.use(overlapPages(web));
  router.use(announcementPages(web));
  return router;
}
