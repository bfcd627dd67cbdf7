import { type Request, type Response, Router } from 'express';
import { emergencyPage } from '../../../views/admin/emergency.ts';
import { isUuid } from '../../text.ts';
import {
  formText,
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
import {
  askEmergency,
  confirmEmergency,
  type EmergencyInput,
  endEmergency,
  listEmergencies,
  MOST_HOURS,
} from '../emergency.ts';
import { requireStaff } from '../staff.ts';
import { administratorsOnly, staffOnly } from './guard.ts';

const PAGE = 50;
const empty: EmergencyInput = { identifier: '', reference: '', hours: '2' };

/** Breaking the glass: asked by one administrator, confirmed by another, seen by all staff. */
export function emergencyPages(web: Web): Router {
  const router = Router();
  router.get('/admin/emergency', ...staffOnly(web), async (req, res) => {
    await show(web, req, res, empty);
  });
  router.post('/admin/emergency', ...administratorsOnly(web), postForm, async (req, res) => {
    const op = operationOf(req);
    const input = {
      identifier: formText(req, 'identifier', 60),
      reference: formText(req, 'reference', 60),
      hours: formText(req, 'hours', 10),
    };
    try {
      await askEmergency(op, input);
    } catch (error) {
      return show(web, req, res, input, mistakeOf(error, op.lang));
    }
    res.redirect(303, '/admin/emergency');
  });
  for (const [path, act] of [
    ['confirmation', confirmEmergency],
    ['end', endEmergency],
  ] as const)
    router.post(`/admin/emergency/:id/${path}`, ...administratorsOnly(web), async (req, res) => {
      await act(operationOf(req), String(req.params.id));
      res.redirect(303, '/admin/emergency');
    });
  return router;
}

async function show(
  web: Web,
  req: Request,
  res: Response,
  form: EmergencyInput,
  error?: string,
): Promise<void> {
  const op = operationOf(req);
  const own = op.actor.kind === 'person' ? op.actor.personId : '';
  const name = (id: string | null) => (id === null ? undefined : nameOfActor(op, `person:${id}`));
  const rows = [];
  const after = req.method === 'GET' ? queryText(req, 'after') : '';
  const found = await listEmergencies(op, { ...(isUuid(after) ? { after } : {}), limit: PAGE + 1 });
  const shown = onward(req, found, { most: PAGE, keyOf: ({ id }) => id });
  for (const emergency of shown.rows)
    rows.push({
      emergency,
      person: (await name(emergency.personId)) ?? '',
      askedBy: (await name(emergency.askedBy)) ?? '',
      confirmedBy: await name(emergency.confirmedBy),
      endedBy: await name(emergency.endedBy),
      mayConfirm: ![emergency.askedBy, emergency.personId].includes(own),
    });
  const mayChange = (await requireStaff(op)) === 'platform_administrator';
  const { more } = shown;
  const data = { rows, more, mayChange, form, error, most: MOST_HOURS };
  const view = emergencyPage(await pageOf(web, req), data);
  sendPage(res, view, error ? 400 : 200);
}
