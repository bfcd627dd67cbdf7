import { findActiveClient, isPilot, knowSystems } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { registryList } from '../registries/index.ts';
import { readContent } from './entry.ts';
import { type SystemRow, selectSystem, selectSystemOfClient, selectSystems } from './store.ts';
import { countedSystems, type GovernmentSystem } from './systems.ts';
import { insertMissing } from './version-store.ts';

/** All 50, by number. */
export async function listSystems(op: Operation): Promise<GovernmentSystem[]> {
  const systems: GovernmentSystem[] = [];
  for (const row of await selectSystems(op)) systems.push(await systemOf(op, row));
  return systems;
}

export async function findSystem(op: Operation, number: number): Promise<GovernmentSystem | undefined> {
  if (!Number.isInteger(number) || number < 1 || number > 32_767) return undefined;
  const row = await selectSystem(op, number);
  return row && systemOf(op, row);
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
  return row && systemOf(op, row);
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

async function systemOf(op: Operation, row: SystemRow): Promise<GovernmentSystem> {
  const client = row.client_id === null ? undefined : await findActiveClient(op, row.client_id);
  return {
    number: row.number,
    name: { fa: row.name_fa, en: row.name_en },
    owner: { fa: row.owner_fa, en: row.owner_en },
    url: row.url,
    processes: row.processes,
    clientId: row.client_id,
    signInUrl: row.sign_in_url,
    live: client !== undefined && !isPilot(client),
    services: { fa: row.services_fa, en: row.services_en },
    hours: { fa: row.hours_fa, en: row.hours_en },
    availability: row.availability ?? undefined,
    fields: row.fields,
    inquiries: row.inquiries,
    version: row.version,
  };
}
