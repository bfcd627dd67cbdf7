import { type Request, type Response, Router } from 'express';
import { type LookupData, lookupPage } from '../../../views/admin/lookup.ts';
import { dayOf } from '../../audit/index.ts';
import { isDay, readDay } from '../../calendar.ts';
import { formTexts, mistakeOf, operationOf, pageOf, postForm, sendPage, type Web } from '../../web/index.ts';
import { type Found, lookUp, lookupReasons } from '../lookup.ts';
import { staffOnly } from './guard.ts';

const empty = { text: '', reason: '', reference: '', day: '' };
const DAY_MS = 86_400_000;

/** Looking something up. What is looked for is posted and answered at once, so that it stands in no address. */
export function lookupPages(web: Web): Router {
  const router = Router();
  router.get('/admin/lookup', ...staffOnly(web), async (req, res) => {
    await show(web, req, res, { form: empty, error: undefined, found: undefined });
  });
  router.post('/admin/lookup', ...staffOnly(web), postForm, async (req, res) => {
    const op = operationOf(req);
    const form = formTexts(req, Object.keys(empty) as (keyof typeof empty)[], 300);
    let found: Found[];
    try {
      const asked = readDay(form.day);
      const yesterday = dayOf(new Date(op.at.getTime() - DAY_MS));
      const day = isDay(asked) ? asked : yesterday;
      found = await lookUp(op, { ...form, day });
    } catch (error) {
      return show(web, req, res, { form, error: mistakeOf(error, op.lang), found: undefined }, 400);
    }
    // The reason stays for the next question of the same call; whom it was about does not.
    await show(web, req, res, { form: { ...form, text: '' }, error: undefined, found });
  });
  return router;
}

async function show(
  web: Web,
  req: Request,
  res: Response,
  data: Pick<LookupData, 'form' | 'error' | 'found'>,
  status = 200,
): Promise<void> {
  const page = await pageOf(web, req);
  const statuses: Readonly<Record<string, string>> = page.t.values.lists.status;
  const view = lookupPage(page, { ...data, reasons: lookupReasons, statusOf: one => statuses[one] ?? one });
  sendPage(res, view, status);
}
