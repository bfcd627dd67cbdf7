import { dayInIran } from '../calendar.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import type { ClientState } from './client.ts';
import { forgetClient } from './find.ts';
import { isClearanceOver } from './life.ts';
import { recordChange, refuseStranger } from './on-record.ts';
import { refuseUnderStop } from './stop.ts';
import * as store from './store.ts';

/** From now it signs nobody in and its next fetch is refused. @throws clients.not_found, clients.not_active */
export function suspendClient(op: Operation, id: string): Promise<void> {
  return turn(op, id, 'active', 'suspended', 'clients.suspended');
}

/**
 * @throws clients.not_found, clients.not_suspended, clients.stopped under a kill switch, clients.retired,
 *   clients.clearance_over until a new certificate has been approved
 */
export async function resumeClient(op: Operation, id: string): Promise<void> {
  const client = await store.selectClient(op, id);
  if (client?.state === 'suspended') {
    if (client.stage === 'retired') throw new Fault('conflict', 'clients.retired');
    if (isClearanceOver(client, dayInIran(op.at))) throw new Fault('conflict', 'clients.clearance_over');
    await refuseUnderStop(op, id);
  }
  return turn(op, id, 'suspended', 'active', 'clients.resumed');
}

async function turn(
  op: Operation,
  id: string,
  from: ClientState,
  to: ClientState,
  kind: 'clients.suspended' | 'clients.resumed',
): Promise<void> {
  refuseStranger(op);
  await atomically(op, async op => {
    if (!(await store.changeClientState(op, id, [from], to))) await refuseTurn(op, id, from);
    await recordChange(op, kind, id);
  });
  forgetClient(op, id);
}

async function refuseTurn(op: Operation, id: string, needed: ClientState): Promise<never> {
  const client = await store.selectClient(op, id);
  if (!client) throw new Fault('not_found', 'clients.not_found');
  throw new Fault('conflict', needed === 'active' ? 'clients.not_active' : 'clients.not_suspended', {
    state: client.state,
  });
}
