import { randomUUID } from 'node:crypto';
import { type NewEvent, recordAll } from '../audit/index.ts';
import type { Operation } from '../operation.ts';
import type { ClientInput } from './input.ts';
import { insertMany } from './many-store.ts';
import { clientRow, firstSecret, openApproval, purposeRow } from './new-rows.ts';
import { refuseStranger } from './on-record.ts';
import { hashSecret, newSecret } from './secret.ts';
import { secretRow } from './secrets.ts';
import { refuseIfAny } from './text-problems.ts';

export interface Registered {
  readonly approvalId: string;
  /** Shown this once. */
  readonly clientSecret: string | null;
}

/**
 * Registers many new clients in a few statements, each as registerClient does. The caller has found no problem with
 * any of them, in the same transaction.
 */
export async function registerMany(
  op: Operation,
  inputs: readonly ClientInput[],
): Promise<ReadonlyMap<string, Registered>> {
  refuseStranger(op);
  const made = new Map(
    inputs.map(({ id, authMethod }): [string, Registered] => [
      id,
      { approvalId: randomUUID(), clientSecret: authMethod === 'client_secret_basic' ? newSecret() : null },
    ]),
  );
  const of = (id: string) => made.get(id) ?? { approvalId: randomUUID(), clientSecret: null };
  const rows = {
    clients: inputs.map(input => clientRow(op, input)),
    secrets: inputs.flatMap(input => {
      const { clientSecret } = of(input.id);
      return clientSecret ? [secretRow(op, input.id, firstSecret(input), hashSecret(clientSecret))] : [];
    }),
    purposes: inputs.flatMap(input =>
      input.purposes.map(purpose => purposeRow(op, input.id, purpose, 1, 'pending')),
    ),
    approvals: inputs.map(({ id }) => openApproval(op, of(id).approvalId, id, null)),
  };
  await insertMany(op, rows).catch((error: unknown) => {
    // Somebody else registered one of them at the same moment: nothing of this is done.
    if (error instanceof Error && 'code' in error && error.code === '23505')
      refuseIfAny([{ field: 'id', code: 'taken' }]);
    throw error;
  });
  const by = op.actor.kind === 'client' ? { by_client: op.actor.clientId } : {};
  const events = inputs.map(
    ({ id, purposes }): NewEvent => ({
      kind: 'clients.registered',
      clientId: id,
      data: { approval: of(id).approvalId, purposes: purposes.map(({ key }) => key), ...by },
    }),
  );
  for (let from = 0; from < events.length; from += 500) await recordAll(op, events.slice(from, from + 500));
  return made;
}
