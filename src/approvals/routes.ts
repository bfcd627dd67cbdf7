import { type Request, type Response, Router } from 'express';
import { approvalPage } from '../../views/approvals/approval.ts';
import { approvalsPage } from '../../views/approvals/list.ts';
import { Fault, isFault } from '../errors.ts';
import { levelOfAcr } from '../factors/index.ts';
import type { Operation } from '../operation.ts';
import {
  formText,
  operationOf,
  pageOf,
  postForm,
  requirePerson,
  sendPage,
  sentenceOf,
  statusOf,
  type Web,
} from '../web/index.ts';
import { decideApproval, type Settled } from './decide.ts';
import { withdrawApproval } from './end.ts';
import { describe, listOf } from './routes/describe.ts';

type Named = Request<{ id: string }>;

/**
 * What waits for a person's signature, from any device, whenever he likes. `onSettled` is told inside the
 * transaction: a client system may be waiting for the answer; `afterwards` once it is committed.
 */
export function approvalRoutes(
  web: Web,
  hooks: { readonly onSettled: Settled; readonly afterwards: () => void },
): Router {
  const router = Router();
  const signedIn = requirePerson(web);

  router.get('/me/approvals', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    sendPage(res, approvalsPage(await pageOf(web, req, op), await listOf(op, personIdOf(op))));
  });

  router.get('/me/approvals/:id', signedIn, async (req: Named, res: Response) => {
    await show(req, res, undefined, 200);
  });

  router.post('/me/approvals/:id/decision', signedIn, postForm, async (req: Named, res: Response) => {
    const op = operationOf(req);
    const answer = formText(req, 'decision', 10);
    const session = await web.readSession(req, res);
    const decided = {
      decision: answer === 'allow' ? ('approved' as const) : ('refused' as const),
      shownHash: Buffer.from(formText(req, 'shown', 100), 'hex'),
      acr: session?.acr,
      level: levelOfAcr(session?.acr) ?? 1,
    };
    try {
      if (answer !== 'allow' && answer !== 'deny') throw new Fault('bad_input', 'approvals.answer_needed');
      await decideApproval(op, req.params.id, decided, hooks.onSettled);
      hooks.afterwards();
      res.redirect(303, `/me/approvals/${req.params.id}`);
    } catch (error) {
      // What is no longer his to see is answered by the error page, all else by the page itself.
      if (!isFault(error) || error.code === 'mandates.ended') throw error;
      await show(req, res, error, statusOf(error));
    }
  });

  router.post('/me/approvals/:id/withdrawal', signedIn, async (req: Named, res: Response) => {
    const approval = await withdrawApproval(operationOf(req), req.params.id, hooks.onSettled);
    hooks.afterwards();
    res.redirect(303, `/me/approvals/${approval.id}`);
  });

  const show = async (req: Named, res: Response, fault: Fault | undefined, status: number) => {
    const op = operationOf(req);
    const page = await pageOf(web, req, op);
    const session = await web.readSession(req, res);
    const data = await describe(op, page, req.params.id, {
      personId: personIdOf(op),
      level: levelOfAcr(session?.acr) ?? 1,
      error: fault && sentenceOf(fault, op.lang),
    });
    sendPage(res, approvalPage(page, data), status);
  };

  return router;
}

function personIdOf(op: Operation): string {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  return op.actor.personId;
}
