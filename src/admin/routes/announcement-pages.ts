import { type Request, type Response, Router } from 'express';
import { announcementsPage } from '../../../views/admin/announcements.ts';
import { readMoment } from '../../calendar.ts';
import { Fault } from '../../errors.ts';
import { announceOutage, listAnnouncements, listTargets, withdrawAnnouncement } from '../../status/index.ts';
import { formTexts, mistakeOf, operationOf, pageOf, postForm, sendPage, type Web } from '../../web/index.ts';
import { requireStaff } from '../staff.ts';
import { administratorsOnly, staffOnly } from './guard.ts';

const names = ['key', 'text_fa', 'text_en', 'begins', 'ends'] as const;
type Posted = Record<(typeof names)[number], string>;
const empty: Posted = { key: '', text_fa: '', text_en: '', begins: '', ends: '' };

/** What is announced on every page: staff see it, platform administrators announce. */
export function announcementPages(web: Web): Router {
  const router = Router();

  router.get('/admin/announcements', ...staffOnly(web), async (req, res) => {
    await show(web, req, res, empty);
  });

  router.post('/admin/announcements', ...administratorsOnly(web), postForm, async (req, res) => {
    const op = operationOf(req);
    const posted = formTexts(req, names, 2000);
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
      return show(web, req, res, posted, mistakeOf(error, op.lang));
    }
    res.redirect(303, '/admin/announcements');
  });

  router.post('/admin/announcements/:id/withdrawal', ...administratorsOnly(web), async (req, res) => {
    await withdrawAnnouncement(operationOf(req), String(req.params.id));
    res.redirect(303, '/admin/announcements');
  });

  return router;
}

async function show(web: Web, req: Request, res: Response, form: Posted, error?: string): Promise<void> {
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
  sendPage(res, view, error ? 400 : 200);
}
