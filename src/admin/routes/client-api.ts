import type { Request } from 'express';
import {
  type Approval,
  type ClientState,
  decide,
  getApproval,
  getClient,
  listApprovals,
  listClients,
  listPurposes,
  mayDecide,
  registerPurpose,
  resumeClient,
  reviewApproval,
  suspendClient,
} from '../../clients/index.ts';
import { registerWithSystem } from '../../directory/index.ts';
import { Fault } from '../../errors.ts';
import type { Operation } from '../../operation.ts';
import { approvalJson, clientJson, purposeJson } from '../json-forms.ts';
import { readBody, readClient, readPurpose, textOf } from '../read-json.ts';
import { type Address, limitOf } from './address.ts';

const states: readonly ClientState[] = ['pending', 'active', 'suspended', 'refused'];
const idOf = (req: Request) => String(req.params.id);

/** The addresses of the admin API that are about clients, purposes and approvals. */
export function clientApi(address: Address): void {
  address('get', '/clients', 'admin:read', async (op, req) => {
    const limit = limitOf(req);
    const state = states.find(one => one === req.query.state);
    const found = await listClients(op, {
      search: textOf(req.query.q).slice(0, 100),
      ...(state ? { states: [state] } : {}),
      ...(req.query.agency ? { agencyId: textOf(req.query.agency) } : {}),
      ...(req.query.after ? { after: textOf(req.query.after) } : {}),
      limit: limit + 1,
    });
    const items = found.slice(0, limit).map(clientJson);
    return { items, next: found.length > limit ? (found[limit - 1]?.id ?? null) : null };
  });

  address('post', '/clients', 'admin:write', async (op, req, res) => {
    const { input, choice } = readClient(readBody(req.body));
    const { client, purposes, clientSecret, approvalId } = await registerWithSystem(op, input, choice);
    res.status(201);
    return {
      client: clientJson(client),
      purposes: purposes.map(purposeJson),
      client_secret: clientSecret ?? null,
      approval: await approvalWithReview(op, await getApproval(op, approvalId)),
    };
  });

  address('get', '/clients/:id', 'admin:read', async (op, req) => clientJson(await getClient(op, idOf(req))));

  address('post', '/clients/:id/suspension', 'admin:write', async (op, req) => {
    await suspendClient(op, idOf(req));
    return clientJson(await getClient(op, idOf(req)));
  });
  address('delete', '/clients/:id/suspension', 'admin:write', async (op, req) => {
    await resumeClient(op, idOf(req));
    return clientJson(await getClient(op, idOf(req)));
  });

  address('get', '/clients/:id/purposes', 'admin:read', async (op, req) => {
    const client = await getClient(op, idOf(req));
    return { items: (await listPurposes(op, client.id)).map(purposeJson) };
  });
  address('post', '/clients/:id/purposes', 'admin:write', async (op, req, res) => {
    const { purpose, approvalId } = await registerPurpose(op, idOf(req), readPurpose(readBody(req.body)));
    res.status(201);
    return {
      purpose: purposeJson(purpose),
      approval: approvalId && (await approvalWithReview(op, await getApproval(op, approvalId))),
    };
  });

  address('get', '/approvals', 'admin:read', async (op, req) => {
    const clientId = textOf(req.query.client);
    const approvals = await listApprovals(op, {
      open: req.query.state !== 'all',
      ...(clientId ? { clientId } : {}),
      limit: limitOf(req),
    });
    return { items: await Promise.all(approvals.map(approval => approvalWithReview(op, approval))) };
  });
  address('get', '/approvals/:id', 'admin:read', async (op, req) =>
    approvalWithReview(op, await getApproval(op, idOf(req))),
  );
  address('post', '/approvals/:id/decision', 'admin:write', async (op, req) => {
    const body = readBody(req.body);
    const { decision } = body;
    if (decision !== 'approved' && decision !== 'refused')
      throw new Fault('bad_input', 'clients.invalid', {
        problems: [`decision:${decision === undefined ? 'missing' : 'unknown'}`],
      });
    return approvalWithReview(op, await decide(op, idOf(req), decision, textOf(body.reason)));
  });
}

export async function approvalWithReview(op: Operation, approval: Approval) {
  return approvalJson(approval, await mayDecide(op, approval), await reviewApproval(op, approval));
}
