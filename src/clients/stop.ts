/**
 * The kill switch. One person may pull it at once over a client, or over every client of an agency; somebody else has
 * to confirm it within a day, or it is lifted. What was confirmed is lifted only by two.
 */
import { randomUUID } from 'node:crypto';
import { Fault } from '../errors.ts';
import { actorName, atomically, type Operation } from '../operation.ts';
import * as agencyStore from './agency-store.ts';
import { isSomebodyElse } from './eyes.ts';
import { forgetClient } from './find.ts';
import { recordChange, refuseStranger } from './on-record.ts';
import * as stopStore from './stop-store.ts';
import * as store from './store.ts';
import { refuseIfAny } from './text-problems.ts';

const CONFIRM_MS = 24 * 3_600_000;

export interface Stop {
  readonly id: string;
  readonly over: { readonly client: string } | { readonly agency: string };
  readonly reason: string;
  readonly state: 'unconfirmed' | 'confirmed' | 'lifting' | 'lifted';
  readonly stoppedBy: string;
  readonly stoppedAt: Date;
  readonly confirmBy: Date;
  readonly confirmedBy: string | null;
  readonly liftAskedBy: string | null;
  readonly liftAskedAt: Date | null;
  readonly liftedBy: string | null;
  readonly liftedAt: Date | null;
}

/**
 * From now none of them signs anybody in, and their next fetch is refused.
 * @param alarm tells those who watch, inside the same transaction
 * @throws clients.stop_reason, clients.not_found, clients.agency_not_found, clients.already_stopped
 */
export async function stopClients(
  op: Operation,
  over: { readonly client: string } | { readonly agency: string },
  reason: string,
  alarm: (op: Operation, stop: Stop) => Promise<void>,
): Promise<Stop> {
  refuseStranger(op);
  if (reason.trim() === '') throw new Fault('bad_input', 'clients.stop_reason');
  if (reason.length > 1000) refuseIfAny([{ field: 'reason', code: 'too_long' }]);
  const id = randomUUID();
  const { stop, stopped } = await atomically(op, async op => {
    await refuseUnknown(op, over);
    const row = {
      id,
      client_id: 'client' in over ? over.client : null,
      agency_id: 'agency' in over ? over.agency : null,
      reason: reason.trim(),
      stopped_by: actorName(op.actor),
      stopped_at: op.at,
      confirm_by: new Date(op.at.getTime() + CONFIRM_MS),
    };
    if (!(await stopStore.insertStop(op, row))) throw new Fault('conflict', 'clients.already_stopped');
    const stopped = await stopStore.suspendUnder(op, row);
    await recordChange(op, 'clients.stopped', row.client_id, { stop: id, agency: row.agency_id });
    for (const client of stopped) await recordChange(op, 'clients.suspended', client, { stop: id });
    const stop = await getStop(op, id);
    await alarm(op, stop);
    return { stop, stopped };
  });
  for (const client of stopped) forgetClient(op, client);
  return stop;
}

async function refuseUnknown(op: Operation, over: { client: string } | { agency: string }): Promise<void> {
  if ('client' in over) {
    const client = await store.selectClient(op, over.client);
    if (!client) throw new Fault('not_found', 'clients.not_found');
    if (client.state !== 'active') throw new Fault('conflict', 'clients.not_active', { state: client.state });
  } else if (!(await agencyStore.agencyExists(op, over.agency)))
    throw new Fault('not_found', 'clients.agency_not_found');
}

/** The second administrator agrees. @throws clients.stop_not_found, clients.stop_over, clients.same_person */
export async function confirmStop(op: Operation, id: string): Promise<Stop> {
  refuseStranger(op);
  return atomically(op, async op => {
    const stop = await getStop(op, id);
    if (stop.state !== 'unconfirmed') throw new Fault('conflict', 'clients.stop_over');
    if (!(await mayAnswerStop(op, stop))) throw new Fault('forbidden', 'clients.same_person');
    const mark = { confirmed_by: actorName(op.actor), confirmed_at: op.at };
    if (!(await stopStore.markStop(op, id, mark, 'confirmed_at')))
      throw new Fault('conflict', 'clients.stop_over');
    await recordChange(op, 'clients.stop_confirmed', clientOf(stop), { stop: id });
    return getStop(op, id);
  });
}

/**
 * Unconfirmed, anybody but who stopped it may lift it at once: that is one against one. Confirmed, the first asks
 * and a second lifts.
 * @throws clients.stop_not_found, clients.stop_over, clients.same_person
 */
export async function liftStop(op: Operation, id: string): Promise<Stop> {
  refuseStranger(op);
  const { stop, resumed } = await atomically(op, async op => {
    const stop = await getStop(op, id);
    const me = actorName(op.actor);
    if (stop.state === 'lifted') throw new Fault('conflict', 'clients.stop_over');
    if (stop.state === 'confirmed') {
      const mark = { lift_asked_by: me, lift_asked_at: op.at };
      if (!(await stopStore.markStop(op, id, mark, 'lift_asked_at')))
        throw new Fault('conflict', 'clients.stop_over');
      await recordChange(op, 'clients.stop_lifting_asked', clientOf(stop), { stop: id });
      return { stop: await getStop(op, id), resumed: [] };
    }
    if (!(await mayAnswerStop(op, stop))) throw new Fault('forbidden', 'clients.same_person');
    const resumed = await lift(op, stop, me);
    return { stop: await getStop(op, id), resumed };
  });
  for (const client of resumed) forgetClient(op, client);
  return stop;
}

/** Whether who asks is another human being than who acted last; a confirmed stop anybody may ask to lift. */
export async function mayAnswerStop(op: Operation, stop: Stop): Promise<boolean> {
  const { state, stoppedBy, stoppedAt, liftAskedBy, liftAskedAt } = stop;
  if (state === 'unconfirmed') return isSomebodyElse(op, { by: stoppedBy, at: stoppedAt });
  if (state !== 'lifting' || liftAskedBy === null) return true;
  return isSomebodyElse(op, { by: liftAskedBy, at: liftAskedAt ?? op.at });
}

async function lift(op: Operation, stop: Stop, by: string): Promise<string[]> {
  if (!(await stopStore.markStop(op, stop.id, { lifted_by: by, lifted_at: op.at }, 'lifted_at')))
    throw new Fault('conflict', 'clients.stop_over');
  const resumed = await stopStore.resumeFrom(op, stop.id);
  await recordChange(op, 'clients.stop_lifted', clientOf(stop), { stop: stop.id });
  for (const client of resumed) await recordChange(op, 'clients.resumed', client, { stop: stop.id });
  return resumed;
}

/** Lifts what nobody confirmed within a day. @param alarm as in stopClients. @returns how many */
export async function liftUnconfirmed(
  op: Operation,
  alarm: (op: Operation, stop: Stop) => Promise<void>,
): Promise<number> {
  const due = await stopStore.selectUnconfirmed(op);
  for (const row of due) {
    const resumed = await atomically(op, async op => {
      const resumed = await lift(op, stopOf(row), actorName(op.actor));
      await alarm(op, await getStop(op, row.id));
      return resumed;
    });
    for (const client of resumed) forgetClient(op, client);
  }
  return due.length;
}

/** Those that hold first. @param page `after` the last one already read */
export async function listStops(
  op: Operation,
  page: { readonly after?: string | undefined; readonly limit: number } = { limit: 100 },
): Promise<Stop[]> {
  return (await stopStore.selectStops(op, page)).map(stopOf);
}

/** The stop that holds over a client, by itself or by its agency. */
export async function findStopOver(op: Operation, clientId: string): Promise<Stop | undefined> {
  const row = await stopStore.selectStopOver(op, clientId);
  return row && stopOf(row);
}

/** @throws clients.stopped */
export async function refuseUnderStop(op: Operation, clientId: string): Promise<void> {
  if (await stopStore.selectStopOver(op, clientId)) throw new Fault('conflict', 'clients.stopped');
}

/** @throws clients.stop_not_found */
export async function getStop(op: Operation, id: string): Promise<Stop> {
  const row = await stopStore.selectStop(op, id);
  if (!row) throw new Fault('not_found', 'clients.stop_not_found');
  return stopOf(row);
}

const clientOf = ({ over }: Stop) => ('client' in over ? over.client : null);

function stopOf(row: stopStore.StopRow): Stop {
  return {
    id: row.id,
    over: row.client_id === null ? { agency: row.agency_id ?? '' } : { client: row.client_id },
    reason: row.reason,
    state: stateOf(row),
    stoppedBy: row.stopped_by,
    stoppedAt: row.stopped_at,
    confirmBy: row.confirm_by,
    confirmedBy: row.confirmed_by,
    liftAskedBy: row.lift_asked_by,
    liftAskedAt: row.lift_asked_at,
    liftedBy: row.lifted_by,
    liftedAt: row.lifted_at,
  };
}

function stateOf(row: stopStore.StopRow): Stop['state'] {
  if (row.lifted_at) return 'lifted';
  if (row.lift_asked_at) return 'lifting';
  return row.confirmed_at ? 'confirmed' : 'unconfirmed';
}
