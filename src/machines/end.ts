import { record } from '../audit/index.ts';
import { retireMachineClient } from '../clients/index.ts';
import type { Operation } from '../operation.ts';
import { endByConsent, type MachineRow } from './store.ts';

/**
 * A consent ended: withdrawn by hand, run out, or with the power of its maker. The software that rested on it ends in
 * the same transaction, and its client with it; tokens and grants end with the consent.
 */
export async function endMachineOf(
  op: Operation,
  consent: { readonly id: string; readonly endReason: NonNullable<MachineRow['end_reason']> },
): Promise<void> {
  const row = await endByConsent(op, consent.id, consent.endReason);
  if (!row) return;
  await retireMachineClient(op, row.client_id);
  await record(op, {
    kind: 'machines.ended',
    subjectId: row.entity_id,
    clientId: row.client_id,
    data: { machine: row.id, reason: consent.endReason },
  });
}
