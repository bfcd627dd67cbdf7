import { type Request, type Response, Router } from 'express';
import { agencyFeedbackPage } from '../../views/feedback/agency.ts';
import { getAgency, maySpeak, officersOnly, requireAct } from '../agencies/index.ts';
import { findSystem } from '../directory/index.ts';
import { Fault, isFault } from '../errors.ts';
import type { Operation } from '../operation.ts';
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
} from '../web/index.ts';
import { listFeedbackOfAgency, replyOfAgency } from './check.ts';

const SHOWN = 50;

/** What people said of the systems of an agency, read and replied to by its own officers. */
export function agencyFeedbackRoutes(web: Web): Router {
  const router = Router();
  const base = '/agency/agencies/:id/feedback';
  const officers = officersOnly(web);

  router.get(base, ...officers, (req, res) => show(req, res, undefined));

  router.post(`${base}/:said/reply`, ...officers, postForm, async (req, res) => {
    const op = operationOf(req);
    const agencyId = String(req.params.id);
    if (!maySpeak(await requireAct(op, agencyId, 'see')))
      throw new Fault('forbidden', 'agencies.not_allowed');
    try {
      await replyOfAgency(op, agencyId, String(req.params.said), formText(req, 'text'));
      res.redirect(303, `/agency/agencies/${encodeURIComponent(agencyId)}/feedback`);
    } catch (error) {
      if (!isFault(error) || error.kind !== 'bad_input') throw error;
      await show(req, res, sentenceOf(error, op.lang));
    }
  });

  return router;

  async function show(req: Request, res: Response, error: string | undefined): Promise<void> {
    const op = operationOf(req);
    const agencyId = String(req.params.id);
    const standing = await requireAct(op, agencyId, 'see');
    const unanswered = req.method === 'POST' || req.query.state !== 'all';
    const again = req.method === 'POST';
    const before = again ? '' : queryText(req, 'before');
    const found = await listFeedbackOfAgency(op, agencyId, { unanswered, before, limit: SHOWN + 1 });
    const { rows: said, more } = onward(req, found, {
      most: SHOWN,
      keyOf: ({ id }) => id,
      name: 'before',
      ...(again ? { path: `/agency/agencies/${encodeURIComponent(agencyId)}/feedback` } : {}),
    });
    const names = await namesOf(op, new Set(said.map(one => one.systemNumber)));
    const { name } = await getAgency(op, agencyId);
    const view = agencyFeedbackPage(await pageOf(web, req, op), {
      at: { agency: { id: agencyId, name: name[op.lang] }, standing },
      unanswered,
      lines: said.map(one => ({ said: one, system: names.get(one.systemNumber) ?? '' })),
      more,
      mayReply: maySpeak(standing),
      error,
    });
    sendPage(res, view, error ? 400 : 200);
  }
}

async function namesOf(op: Operation, numbers: ReadonlySet<number>): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  for (const number of numbers) {
    const system = await findSystem(op, number);
    if (system) names.set(number, system.name[op.lang]);
  }
  return names;
}
