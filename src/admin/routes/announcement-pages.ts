import { type Request, type Response, Router } from 'express';
import { announcementsPage } from '../../../views/admin/announcements.ts';
import { readMoment } from '../../calendar.ts';
import { Fault } from '../../errors.ts';
import { announceOutage, listAnnouncements, listTargets, withdrawAnnouncement } from '../../status/index.ts';
import { formText, operationOf, pageOf, postForm, sendPage, sentenceOf, type Web } from '../../web/index.ts';
import { requireStaff } from '../staff.ts';
import { administratorsOnly, staffOnly } from './guard.ts';

const names = ['key', 'text_fa', 'text_en', 'begins', 'ends'] as const;
type Posted = Record<(typeof names)[number], string>;
const empty: Posted = { key: '', text_fa: '', text_en: '', begins: '', ends: '' };

/** What is announced on every page: staff see it, platform administrators announce. */
export function announcementPages(web: Web): Router {
  const router = Router();

  router.get('/admin/announcements', ...staffOnly(web), async (req, res) => {
    await show(web, req, res, empty, undefined);
  });

  router.post('/admin/announcements', ...administratorsOnly(web), postForm, async (req, res) => {
    const op = operationOf(req);
    const posted = { ...empty };
    for (const one of names) posted[one] = formText(req, one, 2000);
    try {
      const known = await listTargets(op);
      if (posted.key !== '' && !known.some(({ key }) => key === posted.key))
        throw new Fault('bad_input', 'status.target_unknown');
      await announceOutage(op, {
        key: posted.key === '' ? null : posted.key,
        text: { fa: posted.text_fa, en: posted.text_en },
        beginsAt: readMoment(posted.begins),
        endsAt: readMoment(posted.ends),
      });
    } catch (error) {
      if (!(error instanceof Fault) || error.kind !== 'bad_input') throw error;
      await show(web, req, res, posted, sentenceOf(error, op.lang), 400);
      return;
    }
    res.redirect(303, '/admin/announcements');
  });

  router.post('/admin/announcements/:id/withdrawal', ...administratorsOnly(web), async (req, res) => {
    await withdrawAnnouncement(operationOf(req), String(req.params.id));
    res.redirect(303, '/admin/announcements');
  });

  return router;
}

async function show(
  web: Web,
  req: Request,
  res: Response,
  form: Posted,
  error: string | undefined,
  status = 200,
): Promise<void> {
  const op = operationOf(req);
  const page = await pageOf(web, req, op);
  const targets = await listTargets(op);
  const view = announcementsPage(page, {
    announcements: await listAnnouncements(op),
    targets: [
      { value: '', label: page.t.status.platform },
      ...targets.slice(1).map(({ key, name }) => ({ value: key, label: name[op.lang] })),
    ],
    mayChange: (await requireStaff(op)) === 'platform_administrator',
    form,
    error,
  });
  sendPage(res, view, status);
}
