import { type Request, type Response, Router } from 'express';
import { adminCasePage } from '../../../views/admin/case.ts';
import { adminCasesPage } from '../../../views/admin/cases.ts';
import type { CaseLine } from '../../../views/cases/data.ts';
import {
  aboutOfCase,
  answerCase,
  evidenceAnswer,
  findEvidence,
  getCase,
  listQueue,
  outcomesOf,
  readEvidenceFile,
} from '../../cases/index.ts';
import { isFault } from '../../errors.ts';
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

const PAGE = 50;

/** The queue of what citizens put before the platform, and the page where one is answered. */
export function casePages(web: Web): Router {
  const router = Router();

  router.get('/admin/cases', ...staffOnly(web), async (req, res) => {
    const op = operationOf(req);
    const open = req.query.state !== 'all';
    const found = await listQueue(op, { open, after: queryText(req, 'after'), limit: PAGE + 1 });
    const { rows, more } = onward(req, found, { most: PAGE, keyOf: ({ id }) => id });
    const lines = await Promise.all(
      rows.map(async (one): Promise<CaseLine> => ({ case: one, about: await aboutOfCase(op, one) })),
    );
    sendPage(res, adminCasesPage(await pageOf(web, req, op), { open, lines, more }));
  });

  router.get('/admin/cases/:id', ...staffOnly(web), (req, res) => show(req, res, undefined));

  router.get('/admin/cases/:id/evidence', ...staffOnly(web), async (req, res) => {
    const op = operationOf(req);
    const found = await getCase(op, String(req.params.id));
    evidenceAnswer(res, found, await readEvidenceFile(op, found));
  });

  router.post('/admin/cases/:id/answer', ...administratorsOnly(web), postForm, async (req, res) => {
    const op = operationOf(req);
    const answer = { outcome: formText(req, 'outcome', 20), text: formText(req, 'text') };
    try {
      const { id } = await answerCase(op, String(req.params.id), answer);
      res.redirect(303, `/admin/cases/${id}`);
    } catch (error) {
      if (!isFault(error) || error.kind !== 'bad_input') throw error;
      await show(req, res, { ...answer, sentence: sentenceOf(error, op.lang) });
    }
  });

  async function show(
    req: Request,
    res: Response,
    refused: { outcome: string; text: string; sentence: string } | undefined,
  ): Promise<void> {
    const op = operationOf(req);
    const found = await getCase(op, String(req.params.id));
    const role = await requireStaff(op);
    const view = adminCasePage(await pageOf(web, req, op), {
      case: found,
      about: await aboutOfCase(op, found),
      evidence: await findEvidence(op, found),
      outcomes: outcomesOf[found.kind],
      mayAnswer: role === 'platform_administrator',
      own: op.actor.kind === 'person' && op.actor.personId === found.personId,
      refused,
    });
    sendPage(res, view, refused ? 400 : 200);
  }

  return router;
}
