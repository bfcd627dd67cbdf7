import { Router } from 'express';
import { supportDoorPage, supportSeenPage } from '../../../views/admin/support.ts';
import { getOpenView, openView, type SessionsOf, seenThrough } from '../../support/index.ts';
import {
  formText,
  mistakeOf,
  operationOf,
  pageOf,
  postForm,
  requirePerson,
  sendPage,
  type Web,
} from '../../web/index.ts';
import { requireSupport } from '../staff.ts';
import { withTwoFactors } from './guard.ts';

/** For the support, and nobody else: what a person shows by her code. */
export function supportPages(web: Web, sessionsOf: SessionsOf): Router {
  const router = Router();
  router.get('/admin/support', requirePerson(web), ...withTwoFactors(web), async (req, res) => {
    await requireSupport(operationOf(req));
    sendPage(res, supportDoorPage(await pageOf(web, req), undefined));
  });
  router.post('/admin/support', requirePerson(web), ...withTwoFactors(web), postForm, async (req, res) => {
    const op = operationOf(req);
    const staffId = await requireSupport(op);
    try {
      const view = await openView(op, staffId, formText(req, 'code', 40));
      res.redirect(303, `/admin/support/${view.id}`);
    } catch (error) {
      sendPage(res, supportDoorPage(await pageOf(web, req), mistakeOf(error, op.lang)), 400);
    }
  });
  router.get('/admin/support/:id', requirePerson(web), ...withTwoFactors(web), async (req, res) => {
    const op = operationOf(req);
    const view = await getOpenView(op, await requireSupport(op), String(req.params.id));
    const seen = await seenThrough(op, view, sessionsOf);
    sendPage(res, supportSeenPage(await pageOf(web, req), { view, seen }));
  });
  return router;
}
