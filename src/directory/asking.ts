import { findClients, listPurposesWith } from '../clients/index.ts';
import type { Operation } from '../operation.ts';
import { selectNumbersOfClients } from './store.ts';

/** A purpose that asks for a field, with the system and the agency behind it, in the reader's language. */
export interface Asking {
  readonly id: string;
  readonly purpose: string;
  readonly system: string;
  readonly agency: string;
  readonly basis: 'consent' | 'law';
  /** Number in the list of government systems, where it stands there. */
  readonly number: number | undefined;
}

/**
 * Who asks for a field of the catalogue today: three statements, however many they are.
 * @param page `after` the id of the last one already read
 */
export async function listAsking(
  op: Operation,
  fieldKey: string,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<Asking[]> {
  const purposes = await listPurposesWith(op, fieldKey, page);
  const ids = [...new Set(purposes.map(({ clientId }) => clientId))];
  const clients = await findClients(op, ids);
  const numbers = await selectNumbersOfClients(op, ids);
  return purposes.map(({ id, clientId, name, basis }) => ({
    id,
    purpose: name[op.lang],
    system: clients.get(clientId)?.name[op.lang] ?? clientId,
    agency: clients.get(clientId)?.agency?.name[op.lang] ?? '',
    basis,
    number: numbers.get(clientId),
  }));
}
