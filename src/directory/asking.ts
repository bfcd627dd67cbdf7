import { findClients, listPurposesWith } from '../clients/index.ts';
import type { Operation } from '../operation.ts';
import { findSystemOfClient } from './list.ts';

/** A purpose that asks for a field, with the system and the agency behind it, in the reader's language. */
export interface Asking {
  readonly purpose: string;
  readonly system: string;
  readonly agency: string;
  readonly basis: 'consent' | 'law';
  /** Number in the list of government systems, where it stands there. */
  readonly number: number | undefined;
}

/** Who asks for a field of the catalogue today. */
export async function listAsking(op: Operation, fieldKey: string): Promise<Asking[]> {
  const purposes = await listPurposesWith(op, fieldKey);
  const clients = await findClients(
    op,
    purposes.map(({ clientId }) => clientId),
  );
  return Promise.all(
    purposes.map(async ({ clientId, name, basis }) => ({
      purpose: name[op.lang],
      system: clients.get(clientId)?.name[op.lang] ?? clientId,
      agency: clients.get(clientId)?.agency?.name[op.lang] ?? '',
      basis,
      number: (await findSystemOfClient(op, clientId))?.number,
    })),
  );
}
