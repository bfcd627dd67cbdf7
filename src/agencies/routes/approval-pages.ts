import { type Request, type Response, Router } from 'express';
import { signPage } from '../../../views/agency/sign.ts';
import { getApproval, listPurposes, mayDecide } from '../../clients/index.ts';
import { Fault, isFault } from '../../errors.ts';
import { formText, operationOf, pageOf, postForm, sendPage, sentenceOf, type Web } from '../../web/index.ts';
import { may } from '../role.ts';
import { concernsPeople, refuseApproval, signApproval } from '../sign.ts';
import { clientAt, idOf, officersOnly } from './guard.ts';
import { askedRow, cardsOf } from './show.ts';

/** What waits, and the agency's own signature under it. */
export function approvalPages(web: Web): Router {
  const router = Router();

  router.get('/agency/approvals/:id', ...officersOnly(web), (req, res) => show(req, res, '', undefined));

  router.post('/agency/approvals/:id/signature', ...officersOnly(web), postForm, async (req, res) => {
    const op = operationOf(req);
    const reason = formText(req, 'reason');
    const answer = formText(req, 'answer');
    if (answer !== 'sign' && answer !== 'refuse') throw new Fault('bad_input', 'web.malformed');
    // Of another agency, it is not there.
    await clientAt(op, (await getApproval(op, idOf(req))).clientId);
    try {
      if (answer === 'sign') await signApproval(op, idOf(req));
      else await refuseApproval(op, idOf(req), reason);
    } catch (error) {
      if (!isFault(error) || error.kind !== 'bad_input') throw error;
      await show(req, res, reason, sentenceOf(error, op.lang));
      return;
    }
    res.redirect(303, `/agency/approvals/${idOf(req)}`);
  });

  async function show(req: Request, res: Response, reason: string, error: string | undefined): Promise<void> {
    const op = operationOf(req);
    const approval = await getApproval(op, idOf(req));
    const { client, standing } = await clientAt(op, approval.clientId);
    const agencyId = client.agency?.id ?? '';
    const purposes = await listPurposes(op, client.id);
    const shown = approval.purposeId
      ? purposes.filter(({ id }) => id === approval.purposeId)
      : concernsPeople(approval)
        ? purposes.filter(({ state }) => state === 'pending' || state === 'active')
        : [];
    const view = signPage(await pageOf(web, req, op), {
      agency: { id: agencyId, name: client.agency?.name[op.lang] ?? '' },
      standing,
      row: await askedRow(op, agencyId, approval),
      client,
      purposes: cardsOf(shown, op.lang),
      concernsPeople: concernsPeople(approval),
      maySign: may(standing, 'sign'),
      isOwn: !(await mayDecide(op, approval)),
      reason,
      error,
    });
    sendPage(res, view, error ? 400 : 200);
  }

  return router;
}
