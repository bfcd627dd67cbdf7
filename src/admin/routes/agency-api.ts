import type { Request } from 'express';
import {
  agencyOfProgram,
  applyOwn,
  askOwnPurpose,
  ownClient,
  planOwn,
  registerOwn,
} from '../../agencies/index.ts';
import {
  type Approval,
  agencyLine,
  askStep,
  getApproval,
  lifeOf,
  listApprovals,
  listClients,
  listPurposes,
  reviewApproval,
  stages,
  stopClients,
} from '../../clients/index.ts';
import { Fault } from '../../errors.ts';
import type { Operation } from '../../operation.ts';
import { listDeliveries } from '../../signals/index.ts';
import { alarm } from '../alarm.ts';
import {
  agencyJson,
  approvalJson,
  clientJson,
  deliveryJson,
  lifeJson,
  purposeJson,
  stopJson,
} from '../json-forms.ts';
import { readBody, readClient, readDeclared, readPurpose, textOf } from '../read-json.ts';
import { type Address, limitOf } from './address.ts';
import { appliedJson, exported } from './declared-api.ts';

const idOf = (req: Request) => String(req.params.id);

/** The same for an agency's own program: everything is of its agency, and nothing else is there. */
export function agencyApi(address: Address): void {
  address('get', '/agency', 'agency:read', async op => {
    const [agency] = await agencyLine(op, await agencyOfProgram(op));
    if (!agency) throw new Fault('not_found', 'agencies.not_found');
    return agencyJson(agency);
  });

  address('get', '/agency/clients', 'agency:read', async (op, req) => {
    const limit = limitOf(req);
    const found = await listClients(op, {
      agencyId: await agencyOfProgram(op),
      ...(req.query.after ? { after: textOf(req.query.after) } : {}),
      limit: limit + 1,
    });
    const items = found.slice(0, limit).map(clientJson);
    return { items, next: found.length > limit ? (found[limit - 1]?.id ?? null) : null };
  });
  address('post', '/agency/clients', 'agency:write', async (op, req, res) => {
    const { input, choice } = readClient(readBody(req.body));
    const done = await registerOwn(op, await agencyOfProgram(op), input, choice);
    res.status(201);
    return {
      client: clientJson(await ownClient(op, input.id)),
      purposes: (await listPurposes(op, input.id)).map(purposeJson),
      client_secret: done.clientSecret ?? null,
      approval: await approvalOf(op, await getApproval(op, done.approvalId)),
    };
  });
  address('get', '/agency/clients/:id', 'agency:read', async (op, req) =>
    clientJson(await ownClient(op, idOf(req))),
  );
  address('get', '/agency/clients/:id/life', 'agency:read', async (op, req) => {
    const client = await ownClient(op, idOf(req));
    return lifeJson(client, await lifeOf(op, client));
  });
  address('post', '/agency/clients/:id/steps', 'agency:write', async (op, req, res) => {
    const { id } = await ownClient(op, idOf(req));
    const body = readBody(req.body);
    const to = stages.find(stage => stage === body.to);
    if (!to) throw new Fault('bad_input', 'clients.invalid', { problems: ['to:unknown'] });
    const asked = await askStep(op, id, { to, number: textOf(body.number), until: textOf(body.until) });
    res.status(201);
    return approvalOf(op, await getApproval(op, asked));
  });
  address('get', '/agency/clients/:id/purposes', 'agency:read', async (op, req) => {
    const { id } = await ownClient(op, idOf(req));
    return { items: (await listPurposes(op, id)).map(purposeJson) };
  });
  address('post', '/agency/clients/:id/purposes', 'agency:write', async (op, req, res) => {
    const { id } = await ownClient(op, idOf(req));
    const { purpose, approvalId } = await askOwnPurpose(op, id, readPurpose(readBody(req.body)));
    res.status(201);
    const purposes = await listPurposes(op, id);
    return {
      purpose: purposeJson(purposes.find(one => one.id === purpose.id) ?? purpose),
      approval: approvalId === null ? null : await approvalOf(op, await getApproval(op, approvalId)),
    };
  });
  address('post', '/agency/clients/:id/stop', 'agency:write', async (op, req, res) => {
    const { id } = await ownClient(op, idOf(req));
    res.status(201);
    return stopJson(await stopClients(op, { client: id }, textOf(readBody(req.body).reason), alarm));
  });
  address('get', '/agency/clients/:id/deliveries', 'agency:read', async (op, req) => {
    const { id: clientId } = await ownClient(op, idOf(req));
    return { items: (await listDeliveries(op, { clientId, limit: limitOf(req) })).map(deliveryJson) };
  });

  address('get', '/agency/approvals', 'agency:read', async (op, req) => {
    const approvals = await listApprovals(op, {
      open: req.query.state !== 'all',
      agencyId: await agencyOfProgram(op),
      limit: limitOf(req),
    });
    return { items: await Promise.all(approvals.map(approval => approvalOf(op, approval))) };
  });

  address('get', '/agency/declared', 'agency:read', async op => {
    const agencyId = await agencyOfProgram(op);
    const [agency] = await agencyLine(op, agencyId);
    return { agencies: agency ? [agencyJson(agency)] : [], clients: await exported(op, agencyId) };
  });
  address('post', '/agency/declared/plan', 'agency:write', async (op, req) => ({
    steps: await planOwn(op, await agencyOfProgram(op), readDeclared(req.body)),
  }));
  address('post', '/agency/declared', 'agency:write', async (op, req) => ({
    steps: (await applyOwn(op, await agencyOfProgram(op), readDeclared(req.body))).map(appliedJson),
  }));
}

/** A program asks and decides nothing: what it sees of an approval is how it stands. */
async function approvalOf(op: Operation, approval: Approval) {
  return approvalJson(approval, false, await reviewApproval(op, approval));
}
