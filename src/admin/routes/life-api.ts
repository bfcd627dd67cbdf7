import type { Request } from 'express';
import {
  addPilotUser,
  askStep,
  confirmStop,
  getApproval,
  getClient,
  lifeOf,
  liftStop,
  listPilotUsers,
  listStops,
  mayDecide,
  removePilotUser,
  stages,
  stopClients,
} from '../../clients/index.ts';
import { Fault } from '../../errors.ts';
import { parsePersonId } from '../../identifiers.ts';
import { alarm } from '../alarm.ts';
import { approvalJson, lifeJson, stopJson } from '../json-forms.ts';
import { readBody, textOf } from '../read-json.ts';
import type { Address } from './address.ts';

const idOf = (req: Request) => String(req.params.id);

/** The addresses of the admin API for the life of a client, its pilot, and the kill switch. */
export function lifeApi(address: Address): void {
  address('get', '/clients/:id/life', 'admin:read', async (op, req) => {
    const client = await getClient(op, idOf(req));
    return lifeJson(client, await lifeOf(op, client));
  });
  address('post', '/clients/:id/steps', 'admin:write', async (op, req, res) => {
    const body = readBody(req.body);
    const to = stages.find(stage => stage === body.to);
    if (!to) throw new Fault('bad_input', 'clients.invalid', { problems: ['to:unknown'] });
    const id = await askStep(op, idOf(req), {
      to,
      number: textOf(body.number),
      until: textOf(body.until),
      without: textOf(body.without),
    });
    res.status(201);
    const approval = await getApproval(op, id);
    return approvalJson(approval, await mayDecide(op, approval), []);
  });

  // Who takes part is never told: only since when somebody does.
  const users = async (op: Parameters<typeof listPilotUsers>[0], id: string) => ({
    items: (await listPilotUsers(op, id)).map(user => ({
      id: user.id,
      added_at: user.addedAt.toISOString(),
    })),
  });
  address('get', '/clients/:id/pilot-users', 'admin:read', async (op, req) =>
    users(op, (await getClient(op, idOf(req))).id),
  );
  address('post', '/clients/:id/pilot-users', 'admin:write', async (op, req, res) => {
    await addPilotUser(op, idOf(req), parsePersonId(textOf(readBody(req.body).national_id)));
    res.status(201);
    return users(op, idOf(req));
  });
  address('delete', '/clients/:id/pilot-users/:user', 'admin:write', async (op, req) => {
    await removePilotUser(op, idOf(req), String(req.params.user));
    return users(op, idOf(req));
  });

  address('get', '/stops', 'admin:read', async op => ({ items: (await listStops(op)).map(stopJson) }));
  address('post', '/clients/:id/stop', 'admin:write', async (op, req, res) => {
    res.status(201);
    const { reason } = readBody(req.body);
    return stopJson(await stopClients(op, { client: idOf(req) }, textOf(reason), alarm));
  });
  address('post', '/agencies/:id/stop', 'admin:write', async (op, req, res) => {
    res.status(201);
    const { reason } = readBody(req.body);
    return stopJson(await stopClients(op, { agency: idOf(req) }, textOf(reason), alarm));
  });
  address('post', '/stops/:id/confirmation', 'admin:write', async (op, req) =>
    stopJson(await confirmStop(op, idOf(req))),
  );
  address('post', '/stops/:id/lifting', 'admin:write', async (op, req) =>
    stopJson(await liftStop(op, idOf(req))),
  );
}
