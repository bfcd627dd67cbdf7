import type { RequestHandler } from 'express';
import {
  type Applied,
  applyDeclared,
  listAgencies,
  listClients,
  listPurposes,
  planDeclared,
} from '../../clients/index.ts';
import type { Operation } from '../../operation.ts';
import { jsonReader } from '../../web/index.ts';
import { agencyJson, clientJson, purposeJson } from '../json-forms.ts';
import { readDeclared, textOf } from '../read-json.ts';
import type { Address } from './address.ts';

/** Ten thousand clients stand in one file. */
export const bigBody: RequestHandler = jsonReader('32mb');
const PAGE = 500;

/** The addresses for agencies that keep their clients in files: export, diff, apply. */
export function declaredApi(address: Address): void {
  address('get', '/declared', 'admin:read', async (op, req) => {
    const agency = textOf(req.query.agency);
    const agencies = (await listAgencies(op)).filter(({ id }) => agency === '' || id === agency);
    return { agencies: agencies.map(agencyJson), clients: await exported(op, agency) };
  });
  address('post', '/declared/plan', 'admin:write', async (op, req) => ({
    steps: await planDeclared(op, readDeclared(req.body)),
  }));
  address('post', '/declared', 'admin:write', async (op, req) => ({
    steps: (await applyDeclared(op, readDeclared(req.body))).map(appliedJson),
  }));
}

export function appliedJson({ act, id, what, approvalId, clientSecret }: Applied) {
  return { act, id, what, approval: approvalId, client_secret: clientSecret };
}

/** Clients of agencies in the words in which they are declared, with the purposes in force and those that wait. */
export async function exported(op: Operation, agency: string) {
  const found: unknown[] = [];
  let after = '';
  for (;;) {
    const clients = await listClients(op, {
      states: ['active', 'pending'],
      kinds: ['live', 'sandbox'],
      ...(agency ? { agencyId: agency } : {}),
      ...(after ? { after } : {}),
      limit: PAGE,
    });
    for (const client of clients) {
      after = client.id;
      if (!client.agency) continue;
      const { state, stage, clearance_until, registered_at, changed_at, ...rest } = clientJson(client);
      const purposes = newest(await listPurposes(op, client.id)).map(purpose => {
        const { id, client_id, version, state, registered_at, ...declared } = purposeJson(purpose);
        return declared;
      });
      // Programs without sign-in (the platform's own) are not declared.
      if (purposes.length > 0) found.push({ ...rest, agency: client.agency.id, purposes });
    }
    if (clients.length < PAGE) return found;
  }
}

/** Of each purpose the version that waits, else the one in force. */
function newest(purposes: Awaited<ReturnType<typeof listPurposes>>) {
  const standing = purposes.filter(({ state }) => state === 'active' || state === 'pending');
  return standing.filter((purpose, at) => standing.findIndex(({ key }) => key === purpose.key) === at);
}
