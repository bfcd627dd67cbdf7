import { type Client, findClients, isPilot, knowSystems } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { registryList } from '../registries/index.ts';
import { readContent } from './entry.ts';
import { type SystemRow, selectSystemOfClient, selectSystems, selectSystemsByNumber } from './store.ts';
import { countedSystems, type GovernmentSystem } from './systems.ts';
import { insertMissing } from './version-store.ts';

/** All, by number; or those of these numbers. */
export async function listSystems(op: Operation, numbers?: readonly number[]): Promise<GovernmentSystem[]> {
  return systemsOf(op, await selectSystems(op, numbers));
}

export async function findSystem(op: Operation, number: number): Promise<GovernmentSystem | undefined> {
  if (!Number.isInteger(number) || number < 1 || number > 32_767) return undefined;
  return (await systemsOf(op, await selectSystemsByNumber(op, [String(number)])))[0];
}

/** @throws directory.not_found */
export async function getSystem(op: Operation, number: number): Promise<GovernmentSystem> {
  const system = await findSystem(op, number);
  if (!system) throw new Fault('not_found', 'directory.not_found');
  return system;
}

/** The system that a client is, where it is one of the 50. */
export async function findSystemOfClient(
  op: Operation,
  clientId: string,
): Promise<GovernmentSystem | undefined> {
  const row = await selectSystemOfClient(op, clientId);
  return row && (await systemsOf(op, [row]))[0];
}

/** Brings the 50 and the 27 into the database where they are not there: what was edited stays as it is. */
export async function seedDirectory(op: Operation): Promise<void> {
  knowSystems(op.system, async (op, clientId) => (await selectSystemOfClient(op, clientId)) !== undefined);
  const systems = countedSystems.map(({ number, fa, en, owner_fa, owner_en, url, processes }) => ({
    key: String(number),
    base: null,
    content: readContent('system', undefined, {
      name_fa: fa,
      name_en: en,
      owner_fa,
      owner_en,
      url,
      processes,
    }).content,
  }));
  const registries = registryList.map(({ key }) => ({
    key,
    base: null,
    content: readContent('registry', undefined, {}).content,
  }));
  await insertMissing(op, 'system', systems);
  await insertMissing(op, 'registry', registries);
}

/** The clients of all of them are read together. */
async function systemsOf(op: Operation, rows: readonly SystemRow[]): Promise<GovernmentSystem[]> {
  const clients = await findClients(
    op,
    rows.flatMap(row => (row.client_id === null ? [] : [row.client_id])),
  );
  return rows.map(row => systemOf(row, clients.get(row.client_id ?? '')));
}

function systemOf(row: SystemRow, client: Client | undefined): GovernmentSystem {
  return {
    number: row.number,
    name: { fa: row.name_fa, en: row.name_en },
    owner: { fa: row.owner_fa, en: row.owner_en },
    url: row.url,
    processes: row.processes,
    clientId: row.client_id,
    signInUrl: row.sign_in_url,
    live: client?.state === 'active' && !isPilot(client),
    services: { fa: row.services_fa, en: row.services_en },
    hours: { fa: row.hours_fa, en: row.hours_en },
    availability: row.availability ?? undefined,
    fields: row.fields,
    inquiries: row.inquiries,
    version: row.version,
  };
}
