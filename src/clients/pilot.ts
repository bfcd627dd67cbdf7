import { randomUUID } from 'node:crypto';
import { Fault } from '../errors.ts';
import type { PersonId } from '../identifiers.ts';
import { findPerson } from '../identity/index.ts';
import { personHash } from '../keys.ts';
import { actorName, atomically, inTurn, type Operation } from '../operation.ts';
import { findClient } from './find.ts';
import { isPilot } from './life.ts';
import * as lifeStore from './life-store.ts';
import { recordChange, refuseStranger } from './on-record.ts';
import * as store from './store.ts';

/** A pilot is small: who needs more is ready to go live. */
const MOST_PILOT_USERS = 200;

/** Somebody who may take part. Who it is, is not kept: only a keyed hash by which he is known when he comes. */
export interface PilotUser {
  readonly id: string;
  readonly addedAt: Date;
}

/** @throws clients.not_found, clients.not_pilot, clients.pilot_full */
export async function addPilotUser(op: Operation, clientId: string, person: PersonId): Promise<void> {
  refuseStranger(op);
  await atomically(op, async op => {
    const client = await store.selectClient(op, clientId);
    if (!client) throw new Fault('not_found', 'clients.not_found');
    if (!isPilot(client)) throw new Fault('conflict', 'clients.not_pilot');
    await inTurn(op, 'pilot users', clientId);
    if ((await lifeStore.selectPilotUsers(op, clientId)).length >= MOST_PILOT_USERS)
      throw new Fault('conflict', 'clients.pilot_full', { most: MOST_PILOT_USERS });
    const id = randomUUID();
    const added = await lifeStore.insertPilotUser(op, {
      client_id: clientId,
      id,
      person_hash: personHash(op.system.keys, person),
      added_by: actorName(op.actor),
      added_at: op.at,
    });
    if (added) await recordChange(op, 'clients.pilot_user_added', clientId, { pilot_user: id });
  });
}

/** From now he neither signs in nor is anything of him handed over. @throws clients.pilot_user_not_found */
export async function removePilotUser(op: Operation, clientId: string, id: string): Promise<void> {
  refuseStranger(op);
  await atomically(op, async op => {
    if (!(await lifeStore.deletePilotUser(op, clientId, id)))
      throw new Fault('not_found', 'clients.pilot_user_not_found');
    await recordChange(op, 'clients.pilot_user_removed', clientId, { pilot_user: id });
  });
}

/** Who takes part in a pilot does so under the number that the civil register has put in the place of his. */
export function movePilotUsers(op: Operation, from: Buffer, to: Buffer): Promise<void> {
  return lifeStore.movePilotUser(op, from, to);
}

export async function listPilotUsers(op: Operation, clientId: string): Promise<PilotUser[]> {
  const rows = await lifeStore.selectPilotUsers(op, clientId);
  return rows.map(row => ({ id: row.id, addedAt: row.added_at }));
}

/** Identifiers of invented people begin so: the civil register issues none of them. */
const INVENTED = /^999/;

/**
 * While a client is in its pilot only those sign in who were named, and in the sandbox only invented people; at every
 * other stage everybody may.
 */
export async function mayTakePart(op: Operation, clientId: string, personId: string): Promise<boolean> {
  const client = await findClient(op, clientId);
  // In the demo everybody is invented.
  const sandbox = !op.system.config.demo && client?.kind === 'sandbox' && client.stage === 'sandbox';
  if (!sandbox && !isPilot(client)) return true;
  const person = await findPerson(op, personId);
  if (!person) return false;
  if (sandbox) return INVENTED.test(person.identifier);
  return lifeStore.isPilotUser(op, clientId, personHash(op.system.keys, person.identifier));
}
