import type { Request } from 'express';
import {
  addKeys,
  getApproval,
  getClient,
  listKeys,
  listSecrets,
  makeSecret,
  removeKey,
  renewSecret,
  revokeSecret,
} from '../../clients/index.ts';
import { keyJson, secretJson } from '../json-forms.ts';
import { numberOf, readBody, textOf } from '../read-json.ts';
import type { Address } from './address.ts';
import { approvalWithReview } from './client-api.ts';

const idOf = (req: Request) => String(req.params.id);

/** The addresses of the admin API by which a client's secrets and keys are turned. */
export function credentialApi(address: Address): void {
  address('post', '/clients/:id/secret', 'admin:write', async (op, req, res) => {
    const secret = await renewSecret(op, idOf(req));
    res.status(201);
    return { client_id: idOf(req), client_secret: secret };
  });
  const secrets = async (...[op, req]: Parameters<Parameters<Address>[3]>) => {
    const { id } = await getClient(op, idOf(req));
    return { items: (await listSecrets(op, id)).map(secretJson) };
  };
  address('get', '/clients/:id/secrets', 'admin:read', secrets);
  address('post', '/clients/:id/secrets', 'admin:write', async (op, req, res) => {
    const body = readBody(req.body);
    const days = body.days === undefined ? undefined : numberOf(body.days);
    const secret = await makeSecret(op, idOf(req), { label: textOf(body.label), days });
    res.status(201);
    return { client_id: idOf(req), client_secret: secret };
  });
  address('delete', '/clients/:id/secrets/:secret', 'admin:write', async (op, req, res) => {
    await revokeSecret(op, idOf(req), String(req.params.secret));
    return secrets(op, req, res);
  });

  const keys = async (...[op, req]: Parameters<Parameters<Address>[3]>) => ({
    items: listKeys(await getClient(op, idOf(req))).map(keyJson),
  });
  address('get', '/clients/:id/keys', 'admin:read', keys);
  address('post', '/clients/:id/keys', 'admin:write', async (op, req, res) => {
    const body = readBody(req.body);
    const until = textOf(body.until) || null;
    const approval = await addKeys(op, idOf(req), { keys: body.keys, until });
    res.status(201);
    return approvalWithReview(op, await getApproval(op, approval));
  });
  address('delete', '/clients/:id/keys/:key', 'admin:write', async (op, req, res) => {
    await removeKey(op, idOf(req), String(req.params.key));
    return keys(op, req, res);
  });
}
