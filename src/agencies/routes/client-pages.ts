import { type Request, type Response, Router } from 'express';
import { clientPage } from '../../../views/agency/client.ts';
import { readDay } from '../../calendar.ts';
import {
  addPilotUser,
  askStep,
  confirmStop,
  findStopOver,
  lifeOf,
  liftStop,
  listApprovals,
  listPilotUsers,
  listPurposes,
  removePilotUser,
  type Stop,
  stages,
  stopClients,
} from '../../clients/index.ts';
import { findSystemOfClient, readChoice } from '../../directory/index.ts';
import { Fault } from '../../errors.ts';
import { parsePersonId } from '../../identifiers.ts';
import { actorName, type Operation } from '../../operation.ts';
import { listDeliveries } from '../../signals/index.ts';
import { formText, operationOf, pageOf, postForm, sendPage, type Web } from '../../web/index.ts';
import { connectOwn } from '../own.ts';
import { type Act, may } from '../role.ts';
import { wasEverOfficer } from '../store.ts';
import { systemsOf } from '../systems.ts';
import { clientAt, clientFor, idOf, officersOnly } from './guard.ts';
import { askedRows, cardsOf } from './show.ts';

const LATEST = 10;

export type Alarm = (op: Operation, stop: Stop) => Promise<void>;

/** The page of a client of an agency, its stages, its pilot and its kill switch. */
export function clientPages(web: Web, alarm: Alarm): Router {
  const router = Router();
  const at = '/agency/clients/:id';
  const change = (
    path: string,
    act: Act,
    work: (op: Operation, req: Request) => Promise<string | undefined>,
  ) =>
    router.post(at + path, ...officersOnly(web), postForm, async (req: Request, res: Response) => {
      const op = operationOf(req);
      await clientFor(op, idOf(req), act);
      res.redirect(303, (await work(op, req)) ?? `/agency/clients/${encodeURIComponent(idOf(req))}`);
    });

  router.get(at, ...officersOnly(web), async (req: Request, res: Response) => {
    const op = operationOf(req);
    const { client, standing } = await clientAt(op, idOf(req));
    const agencyId = client.agency?.id ?? '';
    const system = await findSystemOfClient(op, client.id);
    const approvals = await listApprovals(op, { clientId: client.id, limit: 50 });
    const stop = await findStopOver(op, client.id);
    const view = clientPage(await pageOf(web, req, op), {
      agency: { id: agencyId, name: client.agency?.name[op.lang] ?? '' },
      standing,
      client,
      life: await lifeOf(op, client),
      stages,
      users: await listPilotUsers(op, client.id),
      base: '/agency',
      stop,
      stopIsOurs: stop !== undefined && (await isOurs(op, agencyId, stop)),
      stoppedByMe: stop?.stoppedBy === actorName(op.actor),
      system: system && {
        number: system.number,
        name: system.name[op.lang],
        signInUrl: system.signInUrl ?? '',
      },
      free: (await systemsOf(op, agencyId))
        .filter(({ clientId }) => clientId === null || clientId === client.id)
        .map(({ number, name }) => ({ number, name: name[op.lang] })),
      purposes: cardsOf(await listPurposes(op, client.id), op.lang),
      approvals: await askedRows(op, agencyId, approvals),
      deliveries: await listDeliveries(op, { clientId: client.id, limit: LATEST }),
      mayDevelop: may(standing, 'develop'),
      mayStop: may(standing, 'stop'),
    });
    sendPage(res, view);
  });

  change('/steps', 'develop', async (op, req) => {
    const to = stages.find(stage => stage === formText(req, 'to'));
    if (!to) throw new Fault('bad_input', 'web.malformed');
    const [number, until] = [formText(req, 'number', 100), readDay(formText(req, 'until', 40))];
    return `/agency/approvals/${await askStep(op, idOf(req), { to, number, until })}`;
  });
  change('/system', 'develop', async (op, req) => {
    const { client } = await clientAt(op, idOf(req));
    const text = { system: formText(req, 'system', 10), sign_in_url: formText(req, 'sign_in_url', 1000) };
    await connectOwn(op, client.agency?.id ?? '', client.id, readChoice({ text }));
    return undefined;
  });
  change('/pilot-users', 'develop', async (op, req) => {
    await addPilotUser(op, idOf(req), parsePersonId(formText(req, 'national_id', 40)));
    return undefined;
  });
  change('/pilot-users/:user/removal', 'develop', async (op, req) => {
    await removePilotUser(op, idOf(req), String(req.params.user));
    return undefined;
  });
  change('/stop', 'stop', async (op, req) => {
    await stopClients(op, { client: idOf(req) }, formText(req, 'reason'), alarm);
    return undefined;
  });
  change('/stop/confirmation', 'stop', async (op, req) => {
    await confirmStop(op, await ownStop(op, idOf(req)));
    return undefined;
  });
  change('/stop/lifting', 'stop', async (op, req) => {
    await liftStop(op, await ownStop(op, idOf(req)));
    return undefined;
  });

  return router;
}

/** What the platform stopped, the agency does not lift. @throws clients.stop_not_found */
async function ownStop(op: Operation, clientId: string): Promise<string> {
  const { client } = await clientAt(op, clientId);
  const stop = await findStopOver(op, clientId);
  if (!stop || !(await isOurs(op, client.agency?.id ?? '', stop)))
    throw new Fault('not_found', 'clients.stop_not_found');
  return stop.id;
}

async function isOurs(op: Operation, agencyId: string, { over, stoppedBy }: Stop): Promise<boolean> {
  const [kind, id = ''] = stoppedBy.split(':');
  return 'client' in over && kind === 'person' && (await wasEverOfficer(op, agencyId, id));
}
