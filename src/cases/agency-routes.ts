import { type Request, type Response, Router } from 'express';
import { agencyCasesPage } from '../../views/cases/agency.ts';
import { getAgency, maySpeak, officersOnly, requireAct } from '../agencies/index.ts';
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
import { aboutOfCase } from './about.ts';
import { answerCase } from './answer.ts';
import { getCaseOfAgency, outcomesOf, readCasesOfAgency } from './case.ts';
import { contestOf, openContest } from './contest.ts';
import { evidenceAnswer } from './evidence-routes.ts';
import { findEvidence, readEvidenceFile } from './shown.ts';

const SHOWN = 50;

/** What people complain of before an agency, answered by its own officers; and its contest of its score. */
export function agencyCasesRoutes(web: Web): Router {
  const router = Router();
  const base = '/agency/agencies/:id';
  const officers = officersOnly(web);

  router.get(`${base}/cases`, ...officers, (req, res) => show(req, res, undefined));

  router.get(`${base}/cases/:case/evidence`, ...officers, async (req, res) => {
    const op = operationOf(req);
    const agencyId = String(req.params.id);
    await requireAct(op, agencyId, 'see');
    const found = await getCaseOfAgency(op, agencyId, String(req.params.case));
    evidenceAnswer(res, found, await readEvidenceFile(op, found));
  });

  router.post(`${base}/cases/:case/answer`, ...officers, postForm, (req, res) =>
    change(req, res, async (op, agencyId) => {
      const answer = { outcome: formText(req, 'outcome', 20), text: formText(req, 'text'), agencyId };
      await answerCase(op, String(req.params.case), answer);
    }),
  );

  router.post(`${base}/contest`, ...officers, postForm, (req, res) =>
    change(req, res, async (op, agencyId) => {
      await openContest(op, agencyId, formText(req, 'text'));
    }),
  );

  return router;

  async function change(
    req: Request,
    res: Response,
    act: (op: Operation, agencyId: string) => Promise<void>,
  ): Promise<void> {
    const op = operationOf(req);
    const agencyId = String(req.params.id);
    if (!maySpeak(await requireAct(op, agencyId, 'see')))
      throw new Fault('forbidden', 'agencies.not_allowed');
    try {
      await act(op, agencyId);
      res.redirect(303, `/agency/agencies/${agencyId}/cases`);
    } catch (error) {
      if (!isFault(error) || error.kind !== 'bad_input') throw error;
      await show(req, res, sentenceOf(error, op.lang));
    }
  }

  async function show(req: Request, res: Response, error: string | undefined): Promise<void> {
    const op = operationOf(req);
    const agencyId = String(req.params.id);
    const standing = await requireAct(op, agencyId, 'see');
    const open = req.method === 'POST' || req.query.state !== 'all';
    const after = req.method === 'POST' ? '' : queryText(req, 'after');
    const found = await readCasesOfAgency(op, agencyId, { open, after, limit: SHOWN + 1 });
    const path = `/agency/agencies/${agencyId}/cases`;
    const { rows, more } = onward(req, found, {
      most: SHOWN,
      keyOf: ({ id }) => id,
      ...(req.method === 'POST' ? { path } : {}),
    });
    const lines = await Promise.all(
      rows.map(async one => {
        const [about, evidence] = await Promise.all([aboutOfCase(op, one), findEvidence(op, one)]);
        return { case: one, about, evidence };
      }),
    );
    const { name } = await getAgency(op, agencyId);
    const view = agencyCasesPage(await pageOf(web, req, op), {
      at: { agency: { id: agencyId, name: name[op.lang] }, standing },
      open,
      lines,
      more,
      outcomes: outcomesOf.complaint,
      mayAnswer: maySpeak(standing),
      contest: await contestOf(op, agencyId),
      error,
    });
    sendPage(res, view, error ? 400 : 200);
  }
}
