import { type Request, type Response, Router } from 'express';
import { suspensionsPage } from '../../../views/admin/suspensions.ts';
import { isUuid } from '../../text.ts';
import {
  formTexts,
  mistakeOf,
  onward,
  operationOf,
  pageOf,
  postForm,
  queryText,
  sendPage,
  type Web,
} from '../../web/index.ts';
import { nameOfActor } from '../actor-name.ts';
import { decides, requireAdministrator, requireStaff } from '../staff.ts';
import {
  getSuspension,
  listSuspensions,
  mayAnswerSuspension,
  resumeAccount,
  type SuspensionInput,
  suspendAccount,
  suspensionReasons,
} from '../suspension.ts';
import { administratorsOnly, decidersOnly, staffOnly } from './guard.ts';

const PAGE = 50;
const empty: SuspensionInput = { identifier: '', reason: '', reference: '' };

/** Stopping an account that may be in wrong hands: by one at once; letting it go on: by two. */
export function suspensionPages(web: Web): Router {
  const router = Router();
  router.get('/admin/suspensions', ...staffOnly(web), async (req, res) => {
    await show(web, req, res, empty);
  });
  router.post('/admin/suspensions', ...administratorsOnly(web), postForm, async (req, res) => {
    const op = operationOf(req);
    const input = formTexts(req, Object.keys(empty) as (keyof SuspensionInput)[], 60);
    try {
      await suspendAccount(op, input);
    } catch (error) {
      return show(web, req, res, input, mistakeOf(error, op.lang));
    }
    res.redirect(303, '/admin/suspensions');
  });
  router.post('/admin/suspensions/:id/lifting', ...decidersOnly(web), async (req, res) => {
    const op = operationOf(req);
    const id = String(req.params.id);
    // To ask is a wish; only the answer to one is an approver's.
    if ((await getSuspension(op, id)).state === 'holds') await requireAdministrator(op);
    await resumeAccount(op, id);
    res.redirect(303, '/admin/suspensions');
  });
  return router;
}

async function show(
  web: Web,
  req: Request,
  res: Response,
  form: SuspensionInput,
  error?: string,
): Promise<void> {
  const op = operationOf(req);
  const name = async (actor: string | null) => (actor === null ? undefined : nameOfActor(op, actor));
  const after = req.method === 'GET' ? queryText(req, 'after') : '';
  const found = await listSuspensions(op, { ...(isUuid(after) ? { after } : {}), limit: PAGE + 1 });
  const shown = onward(req, found, { most: PAGE, keyOf: ({ id }) => id });
  const lines = [];
  for (const suspension of shown.rows)
    lines.push({
      suspension,
      stoppedBy: await nameOfActor(op, suspension.stoppedBy),
      liftAskedBy: await name(suspension.liftAskedBy),
      liftedBy: await name(suspension.liftedBy),
      mayAnswer: await mayAnswerSuspension(op, suspension),
    });
  const role = await requireStaff(op);
  const view = suspensionsPage(await pageOf(web, req), {
    lines,
    more: shown.more,
    mayChange: role === 'platform_administrator',
    mayDecide: decides(role),
    reasons: suspensionReasons,
    form,
    error,
  });
  sendPage(res, view, error ? 400 : 200);
}
