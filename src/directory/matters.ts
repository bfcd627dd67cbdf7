import { findClient, listActivePurposes } from '../clients/index.ts';
import type { ServiceDoor, ServicePurpose } from '../mandates/index.ts';
import { findSystemOfClient, listSystems } from './list.ts';
import { processes } from './systems.ts';

/** What a mandate can be for: the processes, the systems, and the purposes of those that are connected. */
export const serviceDoor: ServiceDoor = {
  listServices: async op => {
    const systems = await listSystems(op);
    const purposes: ServicePurpose[] = [];
    for (const { clientId } of systems) {
      const client = clientId === null ? undefined : await findClient(op, clientId);
      if (!client) continue;
      for (const { key, name } of await listActivePurposes(op, client.id))
        purposes.push({ key: `${client.id}/${key}`, name, clientName: client.name });
    }
    return {
      kinds: processes,
      systems: systems.map(({ number, name, owner, processes: kinds, clientId }) => ({
        number,
        name,
        owner,
        kinds,
        clientId,
      })),
      purposes,
    };
  },
  findService: async (op, clientId) => {
    const system = await findSystemOfClient(op, clientId);
    return system && { number: system.number, kinds: system.processes };
  },
};
