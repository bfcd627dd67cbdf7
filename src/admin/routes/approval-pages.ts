import { type Request, type Response, Router } from 'express';
import { approvalPage } from '../../../views/admin/approval.ts';
import { approvalsPage } from '../../../views/admin/approvals.ts';
import { awaitsSignature } from '../../agencies/index.ts';
import {
  decide,
  differencesIn,
  findClient,
  findingsIn,
  getApproval,
  getClient,
  listActivePurposes,
  listApprovals,
  listPurposes,
  purposeCardOf,
  purposeDifferences,
  reviewApproval,
} from '../../clients/index.ts';
import { Fault, isFault } from '../../errors.ts';
import { isUuid } from '../../text.ts';
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
import { decides, requireStaff } from '../staff.ts';
import { decidersOnly, staffOnly } from './guard.ts';
import { approvalRow, approvalRows, purposesOf } from './show.ts';

const PAGE = 50;

/** The queue of approvals, and the page where one is decided. */
export function approvalPages(web: Web): Router {
  const router = Router();

  router.get('/admin/approvals', ...staffOnly(web), async (req, res) => {
    const op = operationOf(req);
    const open = req.query.state !== 'all';
    const [after, clientId] = [queryText(req, 'after'), queryText(req, 'client', 200)];
    const found = await listApprovals(op, {
      open,
      ...(isUuid(after) ? { after } : {}),
      ...(clientId ? { clientId } : {}),
      limit: PAGE + 1,
    });
    const { rows, more } = onward(req, found, { most: PAGE, keyOf: ({ id }) => id });
    const view = approvalsPage(await pageOf(web, req, op), {
      open,
      client: clientId === '' ? undefined : ((await findClient(op, clientId))?.name[op.lang] ?? clientId),
      rows: await approvalRows(op, rows),
      more,
    });
    sendPage(res, view);
  });

  router.get('/admin/approvals/:id', ...staffOnly(web), (req, res) => show(req, res, '', undefined));

  router.post('/admin/approvals/:id/decision', ...decidersOnly(web), postForm, async (req, res) => {
    const op = operationOf(req);
    const decision = formText(req, 'decision');
    if (decision !== 'approved' && decision !== 'refused') throw new Fault('bad_input', 'web.malformed');
    const reason = formText(req, 'reason');
    try {
      const { clientId } = await decide(op, String(req.params.id), decision, reason);
      res.redirect(303, `/admin/clients/${encodeURIComponent(clientId)}`);
    } catch (error) {
      if (!isFault(error) || error.kind !== 'bad_input') throw error;
      await show(req, res, reason, sentenceOf(error, op.lang));
    }
  });

  async function show(req: Request, res: Response, reason: string, error: string | undefined): Promise<void> {
    const op = operationOf(req);
    const approval = await getApproval(op, String(req.params.id));
    const client = await getClient(op, approval.clientId);
    const purposes = purposesOf(approval, await listPurposes(op, client.id));
    const before = (await listActivePurposes(op, client.id)).find(({ key }) => key === purposes[0]?.key);
    const isNew = approval.purposeId !== null && before !== undefined && before.id !== purposes[0]?.id;
    const view = approvalPage(await pageOf(web, req, op), {
      row: await approvalRow(op, approval),
      client,
      purposes: purposes.map(purpose => purposeCardOf(purpose, op.lang)),
      differences: approval.change ? differencesIn(client, approval.change) : [],
      versions: isNew && purposes[0] ? purposeDifferences(before, purposes[0], op.lang) : [],
      findings: findingsIn(
        (await reviewApproval(op, approval)).flatMap(({ findings }) => findings),
        op.lang,
      ),
      added: isNew ? purposes[0]?.fields.filter(key => !before.fields.includes(key)) : undefined,
      unsigned: await awaitsSignature(op, approval),
      mayChange: decides(await requireStaff(op)),
      reason,
      error,
    });
    sendPage(res, view, error ? 400 : 200);
  }

  return router;
}
