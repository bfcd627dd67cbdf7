import { type Request, type Response, Router } from 'express';
import { minePage } from '../../../views/agency/mine.ts';
import { Fault } from '../../errors.ts';
import { levelOfAcr } from '../../factors/index.ts';
import type { Operation } from '../../operation.ts';
import { operationOf, pageOf, requirePerson, sendPage, type Web } from '../../web/index.ts';
import { acceptInvitation, declineInvitation, invitationsOf, officesOf } from '../answer.ts';
import { leaveAgency } from '../end.ts';
import { getAgency, type Officer } from '../officer.ts';
import { idOf } from './guard.ts';

/** A person's own page: what she is invited to, and what she is officer of. */
export function mineRoutes(web: Web): Router {
  const router = Router();
  const signedIn = requirePerson(web);
  const levelOf = async (req: Request, res: Response) =>
    levelOfAcr((await web.readSession(req, res))?.acr) ?? 1;

  router.get('/me/agencies', signedIn, async (req: Request, res: Response) => {
    const op = operationOf(req);
    if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
    const { personId } = op.actor;
    const view = minePage(await pageOf(web, req, op), {
      invitations: await named(op, await invitationsOf(op, personId)),
      offices: await named(op, await officesOf(op, personId)),
      mayAccept: (await levelOf(req, res)) >= 2,
    });
    sendPage(res, view);
  });

  const changes = {
    acceptance: acceptInvitation,
    refusal: declineInvitation,
    leaving: leaveAgency,
  };
  for (const [path, change] of Object.entries(changes))
    router.post(`/me/agencies/:id/${path}`, signedIn, async (req: Request, res: Response) => {
      await change(operationOf(req), idOf(req), await levelOf(req, res));
      res.redirect(303, '/me/agencies');
    });
  return router;
}

async function named(op: Operation, officers: readonly Officer[]) {
  const all: { officer: Officer; agency: string }[] = [];
  for (const officer of officers)
    all.push({ officer, agency: (await getAgency(op, officer.agencyId)).name[op.lang] });
  return all;
}
