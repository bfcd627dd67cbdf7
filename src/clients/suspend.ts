import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { dayInIran } from '../profile/index.ts';
import type { ClientState } from './client.ts';
import { forgetClient } from './find.ts';
import { isClearanceOver } from './life.ts';
import { recordChange } from './on-record.ts';
import { refuseStranger } from './register.ts';
import { hashSecret, newSecret } from './secret.ts';
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

/**
 * A new secret, in place of the old one from now on. Shown once.
 * @throws clients.not_found, clients.no_secret
 */
export async function renewSecret(op: Operation, id: string): Promise<string> {
  refuseStranger(op);
  const secret = newSecret();
  await atomically(op, async op => {
    const client = await store.selectClient(op, id);
    if (!client) throw new Fault('not_found', 'clients.not_found');
    if (!client.secretHash) throw new Fault('conflict', 'clients.no_secret');
    if (client.state === 'refused')
      throw new Fault('conflict', 'clients.not_active', { state: client.state });
    await store.changeSecret(op, id, hashSecret(secret));
    await recordChange(op, 'clients.secret_renewed', id);
  });
  forgetClient(op, id);
  return secret;
}
