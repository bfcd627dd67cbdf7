import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import type { SignalKind } from './outbox.ts';
import * as store from './store.ts';

export const deliveryStates = ['waiting', 'delivered', 'given_up'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What became of a signal; never what it says. */
export interface Delivery {
  readonly id: string;
  readonly clientId: string;
  readonly kind: SignalKind;
  readonly state: DeliveryState;
  readonly createdAt: Date;
  readonly triedAt: Date | null;
  /** While it waits. */
  readonly nextTryAt: Date | null;
  readonly attempts: number;
  /** HTTP status of the last answer. */
  readonly status: number | null;
  /** Why the last try brought no answer. */
  readonly failure: string | null;
}

/** The newest first. */
export async function listDeliveries(
  op: Operation,
  filter: {
    readonly state?: DeliveryState;
    readonly clientId?: string;
    /** Id of the last one of the page before. */
    readonly before?: string;
    readonly limit: number;
  },
): Promise<Delivery[]> {
  return (await store.selectSignals(op, filter)).map(deliveryOf);
}

export async function findDelivery(op: Operation, id: string): Promise<Delivery | undefined> {
  const row = isUuid(id) ? await store.selectSignal(op, id) : undefined;
  return row && deliveryOf(row);
}

/**
 * Sends a signal again at once that was given up or waits for its next try.
 * @throws signals.not_found, signals.delivered
 */
export async function retryDelivery(op: Operation, id: string): Promise<Delivery> {
  return atomically(op, async op => {
    const delivery = await findDelivery(op, id);
    if (!delivery) throw new Fault('not_found', 'signals.not_found');
    if (!(await store.reviveSignal(op, id))) throw new Fault('conflict', 'signals.delivered');
    await record(op, { kind: 'signals.retried', clientId: delivery.clientId, data: { signal: id } });
    return { ...delivery, state: 'waiting', attempts: 0, nextTryAt: op.at };
  });
}

/** How many wait or were given up. */
export async function countSignals(op: Operation): Promise<Record<'waiting' | 'given_up', number>> {
  const { waiting = 0, given_up = 0 } = await store.countByState(op);
  return { waiting, given_up };
}

function deliveryOf(row: store.DeliveryRow): Delivery {
  return {
    id: row.id,
    clientId: row.client_id,
    kind: row.kind,
    state: row.state,
    createdAt: row.created_at,
    triedAt: row.tried_at,
    nextTryAt: row.state === 'waiting' ? row.next_try_at : null,
    attempts: row.attempts,
    status: row.status,
    failure: row.failure,
  };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
