import { type Request, type Response, Router } from 'express';
import { secretPage } from '../../../views/clients/secret.ts';
import { dayInIran } from '../../calendar.ts';
import { operationOf, pageOf, sendPage, type Web } from '../../web/index.ts';
import { letProgramIn } from '../program.ts';
import { agencyDesk } from './desk.ts';
import { idOf, officersOnly } from './guard.ts';

const DAYS = 365;

/** Lets a program of the agency in; its secret is shown in the answer itself and never again. */
export function programPages(web: Web): Router {
  const router = Router();
  router.post('/agency/agencies/:id/programs', ...officersOnly(web), async (req: Request, res: Response) => {
    const op = operationOf(req);
    const { client, secret } = await letProgramIn(op, idOf(req), { label: dayInIran(op.at), days: DAYS });
    const data = { client, secret, how: 'added', approvalId: undefined } as const;
    sendPage(res, secretPage(await pageOf(web, req, op), agencyDesk(web), data), 201);
  });
  return router;
}
