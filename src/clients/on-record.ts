import { type EventData, type EventKind, record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';

/**
 * Writes what happened to a client. The event is about that client; a program that acted is named beside it, a
 * person who acted stands in the event by himself.
 */
export async function recordChange(
  op: Operation,
  kind: EventKind,
  clientId: string | null,
  data: EventData = {},
): Promise<void> {
  const by = op.actor.kind === 'client' ? { by_client: op.actor.clientId } : {};
  await record(op, { kind, clientId, data: { ...data, ...by } });
}

/** Four eyes need names: nobody registers or decides anonymously. */
export function refuseStranger(op: Operation): void {
  if (op.actor.kind === 'stranger') throw new Fault('unauthenticated', 'web.sign_in_first');
}
