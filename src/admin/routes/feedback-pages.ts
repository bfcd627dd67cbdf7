import { type Request, type Response, Router } from 'express';
import { feedbackListPage } from '../../../views/admin/feedback.ts';
import { listSystems } from '../../directory/index.ts';
import { Fault, isFault } from '../../errors.ts';
import { checkText, listFeedback, replyToFeedback } from '../../feedback/index.ts';
import {
  formText,
  onward,
  operationOf,
  pageOf,
  postForm,
  queryText,
  sendPage,
  sentenceOf,
  type Web,
} from '../../web/index.ts';
import { requireStaff } from '../staff.ts';
import { administratorsOnly, staffOnly } from './guard.ts';

const SHOWN = 50;

/** What people said of systems: read before it is shown, and replied to. */
export function feedbackPages(web: Web): Router {
  const router = Router();

  router.get('/admin/feedback', ...staffOnly(web), (req, res) => show(req, res, undefined));

  router.post('/admin/feedback/:id/check', ...administratorsOnly(web), postForm, async (req, res) => {
    const decision = formText(req, 'decision', 20);
    if (decision !== 'shown' && decision !== 'hidden') throw new Fault('bad_input', 'web.malformed');
    await checkText(operationOf(req), String(req.params.id), decision);
    res.redirect(303, '/admin/feedback');
  });

  router.post('/admin/feedback/:id/reply', ...administratorsOnly(web), postForm, async (req, res) => {
    const op = operationOf(req);
    try {
      await replyToFeedback(op, String(req.params.id), formText(req, 'text'));
      res.redirect(303, '/admin/feedback?state=all');
    } catch (error) {
      if (!isFault(error) || error.kind !== 'bad_input') throw error;
      await show(req, res, sentenceOf(error, op.lang));
    }
  });

  async function show(req: Request, res: Response, error: string | undefined): Promise<void> {
    const op = operationOf(req);
    const waiting = req.method === 'GET' && req.query.state !== 'all';
    const again = req.method !== 'GET';
    const last = again ? '' : queryText(req, 'after');
    const { rows: lines, more } = onward(req, await listFeedback(op, { waiting, last, limit: SHOWN + 1 }), {
      most: SHOWN,
      keyOf: ({ id }) => id,
      ...(again ? { path: '/admin/feedback', asked: 'state=all' } : {}),
    });
    const systems = await listSystems(op, [...new Set(lines.map(({ systemNumber }) => systemNumber))]);
    const names = new Map(systems.map(({ number, name }) => [number, name[op.lang]]));
    const view = feedbackListPage(await pageOf(web, req, op), {
      waiting,
      lines: lines.map(said => ({
        said,
        system: names.get(said.systemNumber) ?? String(said.systemNumber),
      })),
      more,
      mayChange: (await requireStaff(op)) === 'platform_administrator',
      error,
    });
    sendPage(res, view, error ? 400 : 200);
  }

  return router;
}
