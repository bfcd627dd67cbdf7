import { findClient, listPurposesWith } from '../clients/index.ts';
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
  const asking: Asking[] = [];
  for (const { clientId, name, basis } of await listPurposesWith(op, fieldKey)) {
    const client = await findClient(op, clientId);
    const system = await findSystemOfClient(op, clientId);
    asking.push({
      purpose: name[op.lang],
      system: client?.name[op.lang] ?? clientId,
      agency: client?.agency?.name[op.lang] ?? '',
      basis,
      number: system?.number,
    });
  }
  return asking;
}
