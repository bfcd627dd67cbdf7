import { type Request, type Response, Router } from 'express';
import { feedbackFormPage, ownFeedbackPage, systemFeedbackPage } from '../../views/feedback/pages.ts';
import { findSystem, getSystem } from '../directory/index.ts';
import { Fault, isFault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import {
  formText,
  operationOf,
  pageOf,
  personOf,
  postForm,
  requirePerson,
  sendPage,
  sentenceOf,
  type Web,
} from '../web/index.ts';
import { agencyFeedbackRoutes } from './agency-routes.ts';
import { visitedBy } from './ask.ts';
import { declineFeedback, giveFeedback, listOwnFeedback, type OwnFeedback } from './give.ts';
import { FEWEST, scoreOf, shownTexts } from './score.ts';

type Numbered = Request<{ number: string }>;

/** /me/feedback: what a person says of the systems that she used; and what is told of it to everybody. */
export function feedbackRoutes(web: Web): Router {
  const router = Router();
  const signedIn = requirePerson(web);
  router.use(agencyFeedbackRoutes(web));

  router.get('/me/feedback', signedIn, async (req, res) => {
    const op = operationOf(req);
    const lines = [];
    for (const own of await listOwnFeedback(op, idOf(op))) {
      const system = own.state === 'given' ? await findSystem(op, own.systemNumber) : undefined;
      if (system) lines.push({ own, system: system.name[op.lang] });
    }
    sendPage(res, ownFeedbackPage(await pageOf(web, req, op), lines));
  });

  router.get('/me/feedback/:number', signedIn, (req: Numbered, res) => show(req, res, undefined));

  router.post('/me/feedback/:number', signedIn, postForm, async (req: Numbered, res) => {
    const op = operationOf(req);
    const { own } = await questionOf(op, req.params.number);
    const again = formText(req, 'asked_again', 10);
    try {
      await giveFeedback(op, own, {
        score: Number(formText(req, 'score', 10)),
        askedAgain: again === 'yes' ? true : again === 'no' ? false : undefined,
        text: formText(req, 'text'),
        mayShow: formText(req, 'may_show', 10) === 'yes',
      });
      res.redirect(303, '/me/feedback');
    } catch (error) {
      if (!isFault(error) || error.kind !== 'bad_input') throw error;
      await show(req, res, sentenceOf(error, op.lang));
    }
  });

  router.post('/me/feedback/:number/declining', signedIn, async (req: Numbered, res) => {
    const op = operationOf(req);
    const { own } = await questionOf(op, req.params.number);
    await declineFeedback(op, own);
    res.redirect(303, '/me');
  });

  router.get('/systems/:number/feedback', async (req: Numbered, res) => {
    const op = await personOf(web, req, res);
    const system = await getSystem(op, Number(req.params.number));
    const view = systemFeedbackPage(await pageOf(web, req, op), {
      number: system.number,
      name: system.name[op.lang],
      score: await scoreOf(op, system.number),
      fewest: FEWEST,
      texts: await shownTexts(op, system.number),
    });
    sendPage(res, view);
  });

  return router;

  async function show(req: Numbered, res: Response, error: string | undefined): Promise<void> {
    const op = operationOf(req);
    const { earlier, own } = await questionOf(op, req.params.number);
    const system = await getSystem(op, own);
    const page = await pageOf(web, req, op);
    if (earlier?.state === 'given') {
      sendPage(res, ownFeedbackPage(page, [{ own: earlier, system: system.name[op.lang] }]));
      return;
    }
    const typed = (name: string) => (error === undefined ? '' : formText(req, name));
    const view = feedbackFormPage(page, {
      number: own,
      name: system.name[op.lang],
      score: typed('score'),
      askedAgain: typed('asked_again'),
      text: typed('text'),
      mayShow: typed('may_show') === 'yes',
      error,
    });
    sendPage(res, view, error ? 400 : 200);
  }
}

function idOf(op: Operation): string {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  return op.actor.personId;
}

/** A system that she was asked about, or used. @throws feedback.not_used */
async function questionOf(
  op: Operation,
  text: string,
): Promise<{ own: number; earlier: OwnFeedback | undefined }> {
  const number = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  const earlier = (await listOwnFeedback(op, idOf(op))).find(one => one.systemNumber === number);
  if (!earlier && !(await visitedBy(op, idOf(op))).some(system => system.number === number))
    throw new Fault('not_found', 'feedback.not_used');
  return { own: number, earlier };
}
