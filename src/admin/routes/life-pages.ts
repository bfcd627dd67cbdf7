import { type Request, type RequestHandler, type Response, Router } from 'express';
import { type StopRow, stopsPage } from '../../../views/admin/stops.ts';
import { readDay } from '../../calendar.ts';
import {
  addPilotUser,
  askStep,
  confirmStop,
  findClient,
  getStop,
  liftStop,
  listAgencies,
  listStops,
  mayAnswerStop,
  removePilotUser,
  type Stop,
  stages,
  stopClients,
} from '../../clients/index.ts';
import { Fault, isFault } from '../../errors.ts';
import { parsePersonId } from '../../identifiers.ts';
import type { Operation } from '../../operation.ts';
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
import { nameOfActor } from '../actor-name.ts';
import { alarm } from '../alarm.ts';
import { decides, requireAdministrator, requireStaff } from '../staff.ts';
import { administratorsOnly, decidersOnly, staffOnly } from './guard.ts';

const STOPS = 50;

/** The steps of a client's life, the people of its pilot, and the kill switch. */
export function lifePages(web: Web): Router {
  const router = Router();
  const taking =
    (guard: RequestHandler[]) => (path: string, act: (op: Operation, req: Request) => Promise<string>) =>
      router.post(path, ...guard, postForm, async (req: Request, res: Response) => {
        res.redirect(303, await act(operationOf(req), req));
      });
  const change = taking(administratorsOnly(web));
  const decision = taking(decidersOnly(web));
  const idOf = (req: Request) => String(req.params.id);
  const pageOfClient = (req: Request) => `/admin/clients/${encodeURIComponent(idOf(req))}`;

  change('/admin/clients/:id/steps', async (op, req) => {
    const to = stages.find(stage => stage === formText(req, 'to'));
    if (!to) throw new Fault('bad_input', 'web.malformed');
    const [number, until] = [formText(req, 'number', 100), readDay(formText(req, 'until', 40))];
    return `/admin/approvals/${await askStep(op, idOf(req), { to, number, until, without: formText(req, 'without') })}`;
  });
  change('/admin/clients/:id/pilot-users', async (op, req) => {
    await addPilotUser(op, idOf(req), parsePersonId(formText(req, 'national_id', 40)));
    return pageOfClient(req);
  });
  change('/admin/clients/:id/pilot-users/:user/removal', async (op, req) => {
    await removePilotUser(op, idOf(req), String(req.params.user));
    return pageOfClient(req);
  });
  change('/admin/clients/:id/stop', async (op, req) => {
    await stopClients(op, { client: idOf(req) }, formText(req, 'reason'), alarm);
    return pageOfClient(req);
  });
  decision('/admin/stops/:id/confirmation', async (op, req) => {
    await confirmStop(op, idOf(req));
    return '/admin/stops';
  });
  decision('/admin/stops/:id/lifting', async (op, req) => {
    // To lift what two people said is a wish, not an answer to one.
    if ((await getStop(op, idOf(req))).state === 'confirmed') await requireAdministrator(op);
    await liftStop(op, idOf(req));
    return '/admin/stops';
  });

  router.get('/admin/stops', ...staffOnly(web), (req, res) => show(req, res, '', '', undefined));

  router.post('/admin/stops', ...administratorsOnly(web), postForm, async (req, res) => {
    const op = operationOf(req);
    const [agency, reason] = [formText(req, 'agency', 100), formText(req, 'reason')];
    try {
      if (agency === '') throw new Fault('bad_input', 'clients.stop_agency');
      await stopClients(op, { agency }, reason, alarm);
    } catch (error) {
      if (!isFault(error) || error.kind !== 'bad_input') throw error;
      await show(req, res, agency, reason, sentenceOf(error, op.lang));
      return;
    }
    res.redirect(303, '/admin/stops');
  });

  async function show(
    req: Request,
    res: Response,
    agency: string,
    reason: string,
    error: string | undefined,
  ): Promise<void> {
    const op = operationOf(req);
    const role = await requireStaff(op);
    const agencies = await listAgencies(op);
    const after = req.method === 'GET' ? queryText(req, 'after') : '';
    const stops = await listStops(op, { ...(isUuid(after) ? { after } : {}), limit: STOPS + 1 });
    const shown = onward(req, stops, { most: STOPS, keyOf: ({ id }) => id });
    const rows = await Promise.all(shown.rows.map(stop => rowOf(op, stop, agencies)));
    const view = stopsPage(await pageOf(web, req, op), {
      rows,
      more: shown.more,
      agencies: agencies.map(({ id, name }) => ({ value: id, label: name[op.lang] })),
      mayChange: role === 'platform_administrator',
      mayAnswer: decides(role),
      agency,
      reason,
      error,
    });
    sendPage(res, view, error ? 400 : 200);
  }

  return router;
}

async function rowOf(
  op: Operation,
  stop: Stop,
  agencies: Awaited<ReturnType<typeof listAgencies>>,
): Promise<StopRow> {
  const { over } = stop;
  const named = (actor: string | null) => (actor === null ? undefined : nameOfActor(op, actor));
  return {
    stop,
    over:
      'agency' in over
        ? (agencies.find(({ id }) => id === over.agency)?.name[op.lang] ?? over.agency)
        : ((await findClient(op, over.client))?.name[op.lang] ?? over.client),
    stoppedBy: await nameOfActor(op, stop.stoppedBy),
    confirmedBy: await named(stop.confirmedBy),
    liftAskedBy: await named(stop.liftAskedBy),
    liftedBy: await named(stop.liftedBy),
    mayDecide: await mayAnswerStop(op, stop),
  };
}
