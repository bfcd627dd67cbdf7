import { ownersOfSystems } from '../agencies/index.ts';
import { findClient } from '../clients/index.ts';
import { findSystem } from '../directory/index.ts';
import type { Operation } from '../operation.ts';

/** The agency that answers for a system: the one that it was given to, else that of its client. undefined: none is known here, and the platform answers. */
export async function agencyOf(op: Operation, systemNumber: number | undefined): Promise<string | undefined> {
  if (systemNumber === undefined) return undefined;
  const owner = (await ownersOfSystems(op)).get(systemNumber);
  if (owner !== undefined) return owner;
  const system = await findSystem(op, systemNumber);
  const client = system?.clientId ? await findClient(op, system.clientId) : undefined;
  return client?.agency?.id;
}
