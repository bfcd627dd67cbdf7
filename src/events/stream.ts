import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { findClient } from '../clients/index.ts';
import { Fault } from '../errors.ts';
import { seal, unseal } from '../keys.ts';
import { atomically, inTurn, type Operation } from '../operation.ts';
import { type OutboundRules, pushAddressProblem } from '../outbound.ts';
import { announceToStream, type ChangeKind, lastPosition } from '../signals/index.ts';
import { kindsOf } from './event-types.ts';
import { BY_ADMINISTRATOR, type Delivery, type StreamInput } from './input.ts';
import {
  deleteStream,
  insertStream,
  lockStream,
  type StreamRow,
  selectStream,
  selectStreams,
  updateStream,
} from './store.ts';

export type StreamStatus = StreamRow['status'];

/** A stream of one client: what it wants to be told, how, and how far it is. */
export interface Stream {
  readonly id: string;
  readonly clientId: string;
  readonly delivery: Delivery;
  readonly kinds: readonly ChangeKind[];
  readonly requested: readonly string[];
  readonly description: string | null;
  readonly status: StreamStatus;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly position: string;
  readonly done: readonly string[];
  readonly attempts: number;
  readonly triedAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly httpStatus: number | null;
  readonly failure: string | null;
  readonly refused: number;
  readonly verifiedAt: Date | null;
}

const MOST_STREAMS = 5;
/** Seconds between two verifications that a receiver asks for. */
export const VERIFICATION_INTERVAL = 10;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function toStream(op: Operation, row: StreamRow): Stream {
  const { sealed } = row;
  const delivery: Delivery = sealed
    ? { method: 'push', ...JSON.parse(unseal(op.system.keys.signal, sealed, context(row.id)).toString()) }
    : { method: 'poll' };
  return {
    id: row.id,
    clientId: row.client_id,
    delivery,
    kinds: row.kinds as ChangeKind[],
    requested: row.requested,
    description: row.description,
    status: row.status,
    reason: row.reason,
    createdAt: row.created_at,
    position: row.position,
    done: row.done,
    attempts: row.attempts,
    triedAt: row.tried_at,
    deliveredAt: row.delivered_at,
    httpStatus: row.http_status,
    failure: row.failure,
    refused: row.refused,
    verifiedAt: row.verified_at,
  };
}

const context = (id: string) => `event stream ${id}`;

/** Only receivers of the sandbox may listen on this machine, in the demo only. */
export async function rulesFor(op: Operation, clientId: string): Promise<OutboundRules> {
  const { demo, production } = op.system.config;
  const client = await findClient(op, clientId);
  return { thisMachine: demo && !production && client?.kind === 'sandbox' };
}

/** @throws events.address_refused {reason} */
async function written(op: Operation, id: string, clientId: string, { delivery, requested }: StreamInput) {
  if (delivery.method === 'push') {
    const problem = pushAddressProblem(delivery.url, await rulesFor(op, clientId));
    if (problem) throw new Fault('bad_input', 'events.address_refused', { reason: problem });
  }
  const { method, ...rest } = delivery;
  return {
    method,
    sealed: method === 'push' ? seal(op.system.keys.signal, JSON.stringify(rest), context(id)) : null,
    kinds: kindsOf(requested),
    requested: [...requested],
  };
}

/**
 * A new stream, from now on: what happened before is not told. None in place of one that the administration paused.
 * @throws events.too_many_streams, events.address_refused, events.paused_by_administrator
 */
export async function createStream(op: Operation, clientId: string, input: StreamInput): Promise<Stream> {
  const id = randomUUID();
  const row = await written(op, id, clientId, input);
  return atomically(op, async op => {
    await inTurn(op, 'streams', clientId);
    const others = await selectStreams(op, clientId);
    others.forEach(refuseIfHeld);
    if (others.length >= MOST_STREAMS)
      throw new Fault('conflict', 'events.too_many_streams', { most: MOST_STREAMS });
    await insertStream(op, {
      id,
      client_id: clientId,
      ...row,
      description: input.description,
      status: 'enabled',
      reason: null,
      created_at: op.at,
      changed_at: op.at,
      position: await lastPosition(op),
      done: [],
      attempts: 0,
      next_try_at: op.at,
      tried_at: null,
      delivered_at: null,
      http_status: null,
      failure: null,
      refused: 0,
      verified_at: null,
    });
    const data = { stream: id, method: row.method, events: row.kinds };
    await record(op, { kind: 'events.stream_created', clientId, data });
    return getOwnStream(op, clientId, id);
  });
}

/** @throws events.not_found: also for the stream of another */
export async function getOwnStream(op: Operation, clientId: string, id: string): Promise<Stream> {
  const row = UUID.test(id) ? await selectStream(op, id) : undefined;
  if (row?.client_id !== clientId) throw new Fault('not_found', 'events.not_found');
  return toStream(op, row);
}

/** All streams of a client; without one of everybody, for the administration. */
export async function listStreams(op: Operation, clientId?: string): Promise<Stream[]> {
  return (await selectStreams(op, clientId)).map(row => toStream(op, row));
}

/** Another wish in place of the one that was. @throws events.not_found, events.address_refused */
export async function changeStream(
  op: Operation,
  clientId: string,
  id: string,
  change: (stream: Stream) => StreamInput,
): Promise<Stream> {
  const input = change(await getOwnStream(op, clientId, id));
  const row = await written(op, id, clientId, input);
  return atomically(op, async op => {
    await updateStream(op, id, {
      ...row,
      description: input.description,
      changed_at: op.at,
      attempts: 0,
      next_try_at: op.at,
    });
    const data = { stream: id, method: row.method, events: row.kinds };
    await record(op, { kind: 'events.stream_changed', clientId, data });
    return getOwnStream(op, clientId, id);
  });
}

/** @throws events.not_found, events.paused_by_administrator */
export function removeStream(op: Operation, clientId: string, id: string): Promise<void> {
  return atomically(op, async op => {
    const row = UUID.test(id) ? await lockStream(op, id) : undefined;
    if (row?.client_id !== clientId) throw new Fault('not_found', 'events.not_found');
    refuseIfHeld(row);
    await deleteStream(op, id);
    await record(op, { kind: 'events.stream_deleted', clientId, data: { stream: id } });
  });
}

/** @throws events.paused_by_administrator */
function refuseIfHeld({ status, reason }: Pick<StreamRow, 'status' | 'reason'>): void {
  if (status !== 'enabled' && reason === BY_ADMINISTRATOR)
    throw new Fault('forbidden', 'events.paused_by_administrator');
}

/**
 * Enables, pauses or disables a stream. What happens while it is paused waits for it; what happened while it was
 * disabled is never told. A change that the receiver did not ask for is told to it, once the stream may speak. What the
 * administration paused its receiver leaves as it is.
 * @throws events.not_found, events.paused_by_administrator
 */
export function setStatus(
  op: Operation,
  stream: Pick<Stream, 'id' | 'clientId'>,
  to: {
    readonly status: StreamStatus;
    readonly reason: string | null;
    readonly by: 'receiver' | 'transmitter';
  },
): Promise<Stream> {
  return atomically(op, async op => {
    const row = await lockStream(op, stream.id);
    if (row?.client_id !== stream.clientId) throw new Fault('not_found', 'events.not_found');
    if (to.by === 'receiver') refuseIfHeld(row);
    const again = row.status === 'disabled' && to.status !== 'disabled';
    await updateStream(op, row.id, {
      status: to.status,
      reason: to.reason,
      changed_at: op.at,
      attempts: 0,
      next_try_at: op.at,
      ...(to.status === 'enabled' ? { failure: null, http_status: null } : {}),
      ...(again ? { position: await lastPosition(op), done: [] } : {}),
    });
    if (row.status !== to.status) {
      const data = { stream: row.id, status: to.status };
      await record(op, { kind: 'events.stream_status', clientId: row.client_id, data });
      if (to.by === 'transmitter')
        await announceToStream(op, stream, 'stream_updated', {
          status: to.status,
          ...(to.reason === null ? {} : { reason: to.reason }),
        });
    }
    return getOwnStream(op, stream.clientId, stream.id);
  });
}

/**
 * Puts a verification event into the stream, with what the receiver wants to find in it.
 * @throws events.not_found, events.not_enabled, events.verified_lately {retryAfter}
 */
export function askVerification(
  op: Operation,
  clientId: string,
  id: string,
  state: string | undefined,
): Promise<void> {
  return atomically(op, async op => {
    const stream = await getOwnStream(op, clientId, id);
    const row = await lockStream(op, id);
    if (stream.status === 'disabled') throw new Fault('conflict', 'events.not_enabled');
    const last = row?.verified_at?.getTime() ?? 0;
    const wait = Math.ceil((last + VERIFICATION_INTERVAL * 1000 - op.at.getTime()) / 1000);
    if (wait > 0) throw new Fault('too_many', 'events.verified_lately', { retryAfter: wait });
    await updateStream(op, id, { verified_at: op.at });
    await announceToStream(op, stream, 'verification', state === undefined ? {} : { state });
  });
}
