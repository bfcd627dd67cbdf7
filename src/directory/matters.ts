import { findClients, listActivePurposes } from '../clients/index.ts';
import type { ServiceDoor, ServicePurpose } from '../mandates/index.ts';
import { findSystemOfClient, listSystems } from './list.ts';
import { processes } from './systems.ts';

/** What a mandate can be for: the processes, the systems, and the purposes of those that are connected. */
export const serviceDoor: ServiceDoor = {
  listServices: async op => {
    const systems = await listSystems(op);
    const clients = await findClients(
      op,
      systems.flatMap(({ clientId }) => clientId ?? []),
    );
    const purposes = await Promise.all(
      [...clients.values()].map(async ({ id, name: clientName }) =>
        (await listActivePurposes(op, id)).map(
          ({ key, name }): ServicePurpose => ({ key: `${id}/${key}`, name, clientName }),
        ),
      ),
    );
    return {
      kinds: processes,
      systems: systems.map(({ number, name, owner, processes: kinds, clientId }) => ({
        number,
        name,
        owner,
        kinds,
        clientId,
      })),
      purposes: purposes.flat(),
    };
  },
  findService: async (op, clientId) => {
    const system = await findSystemOfClient(op, clientId);
    return system && { number: system.number, kinds: system.processes };
  },
};
