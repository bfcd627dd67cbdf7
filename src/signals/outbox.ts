import { randomUUID } from 'node:crypto';
import { type Keys, seal, unseal } from '../keys.ts';
import type { Operation } from '../operation.ts';
import { insertSignal, type SignalRow } from './store.ts';

export type SignalKind = SignalRow['kind'];

/** What one client is to be told, before it is signed. */
export interface Signal {
  readonly clientId: string;
  /** Where the client listens. */
  readonly url: string;
  readonly kind: SignalKind;
  /** What the token says besides iss, aud, iat, exp and jti. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * Puts a signal into the outbox; it leaves after the transaction of `op` commits, or never. It is signed when it
 * leaves, so that the token is fresh at each try.
 * @returns the id under which its delivery is seen
 */
export async function queueSignal(op: Operation, signal: Signal): Promise<string> {
  const id = randomUUID();
  const { clientId, kind, url, claims } = signal;
  await insertSignal(op, {
    id,
    client_id: clientId,
    kind,
    sealed: seal(op.system.keys.signal, JSON.stringify({ url, claims }), context(id)),
    created_at: op.at,
    next_try_at: op.at,
    tried_at: null,
    attempts: 0,
    state: 'waiting',
    status: null,
    failure: null,
  });
  return id;
}

export function openSignal(keys: Keys, row: Pick<SignalRow, 'id' | 'client_id' | 'kind' | 'sealed'>): Signal {
  const { url, claims } = JSON.parse(unseal(keys.signal, row.sealed, context(row.id)).toString());
  return { clientId: row.client_id, kind: row.kind, url, claims };
}

function context(id: string): string {
  return `signal ${id}`;
}
