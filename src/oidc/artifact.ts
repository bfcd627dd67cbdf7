import { hash, type KeyObject } from 'node:crypto';
import { seal, unseal } from '../keys.ts';

/** How an artifact of the engine is found: its id is stored nowhere, and ids of two kinds never meet. */
export function artifactId(kind: string, id: string): Buffer {
  return hash('sha256', `${kind}\0${id}`, 'buffer');
}

/** Access and client tokens are looked up in a release by the same hash. */
export function accessTokenId(token: string): Buffer {
  return artifactId('AccessToken', token);
}

/** Sealed and bound to its row: a payload that is moved to another row does not open there. */
export function sealPayload(key: KeyObject, kind: string, id: Buffer, payload: object): Buffer {
  return seal(key, JSON.stringify(payload), context(kind, id));
}

export function openPayload(
  key: KeyObject,
  row: { kind: string; id: Buffer; payload: Buffer },
): Record<string, unknown> {
  return JSON.parse(unseal(key, row.payload, context(row.kind, row.id)).toString());
}

function context(kind: string, id: Buffer): string {
  return `artifact ${kind} ${id.toString('hex')}`;
}
