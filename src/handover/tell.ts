import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import type { HandedStatus } from './handover.ts';
import { insertStatus, lockHandover, selectStatuses } from './store.ts';

const MOST = 100;

/**
 * The system that took an application over says how it stands. The same twice in a row is told once.
 * @throws handover.not_found, also for another system's and for one that was not taken over; handover.ended
 */
export async function tellStatus(
  op: Operation,
  clientId: string,
  id: string,
  status: HandedStatus,
): Promise<void> {
  await atomically(op, async op => {
    const row = await lockHandover(op, id);
    if (!row || row.to_client !== clientId || !row.redeemed_at)
      throw new Fault('not_found', 'handover.not_found');
    const told = await selectStatuses(op, [id]);
    const last = told.at(-1);
    if (last?.status === status) return;
    if (last?.status === 'closed' || told.length >= MOST) throw new Fault('conflict', 'handover.ended');
    await insertStatus(op, { handover_id: id, position: told.length + 1, status, at: op.at });
    await record(op, {
      kind: 'handover.status_told',
      personId: row.person_id,
      subjectId: row.subject_id,
      clientId,
      data: { handover: id, status },
    });
  });
}
