import { createCipheriv, createDecipheriv, timingSafeEqual } from 'node:crypto';
import { keyedHash } from '../keys.ts';
import type { Operation } from '../operation.ts';
import type { Change } from '../signals/index.ts';
import { eventTypes } from './event-types.ts';
import type { Stream } from './stream.ts';
import { type SubjectId, subjectOf, successorOf } from './subject.ts';

/** Signs claims as a security event token with the issuer's key; handed in by whoever has it. */
export type SignEvent = (claims: Readonly<Record<string, unknown>>) => Promise<string>;

/**
 * The same event has the same jti each time it is sent. It is the position, sealed in one block of AES with a mark that
 * belongs to the stream: nobody reads from it how many events there are, and an acknowledgement is found without a search.
 */
function jtiOf(op: Operation, streamId: string, position: string): string {
  const block = Buffer.alloc(BLOCK);
  block.writeBigInt64BE(BigInt(position));
  markOf(op, streamId, position).copy(block, 8);
  const cipher = createCipheriv('aes-256-ecb', keyOf(op), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url');
}

/** The position behind a jti; undefined: it is none of this stream. */
export function positionOf(op: Operation, streamId: string, jti: string): string | undefined {
  if (!/^[\w-]{22}$/.test(jti)) return undefined;
  const sealed = Buffer.from(jti, 'base64url');
  if (sealed.length !== BLOCK) return undefined;
  const opener = createDecipheriv('aes-256-ecb', keyOf(op), null).setAutoPadding(false);
  const block = Buffer.concat([opener.update(sealed), opener.final()]);
  const position = String(block.readBigInt64BE());
  return timingSafeEqual(block.subarray(8), markOf(op, streamId, position)) ? position : undefined;
}

const BLOCK = 16;
/** A key for nothing else. */
const keyOf = (op: Operation) => keyedHash(op.system.keys.signal, 'event positions');

function markOf(op: Operation, streamId: string, position: string): Buffer {
  return keyedHash(op.system.keys.lookup, 'event', streamId, position).subarray(0, 8);
}

/** The same for all that one client is told of one act, and another at every other: nobody finds a person by it. */
function txnOf(op: Operation, clientId: string, tracking: string): string {
  return keyedHash(op.system.keys.signal, 'event txn', clientId, tracking).toString('base64url').slice(0, 22);
}

/** A security event token (RFC 8417, SSF 1.0 §4): no exp, no sub; whom it is about stands in sub_id (RFC 9493). */
export async function claimsOf(
  op: Operation,
  stream: Pick<Stream, 'id' | 'clientId'>,
  change: Change,
  known?: SubjectId,
): Promise<Record<string, unknown>> {
  const happened = Math.floor(change.at.getTime() / 1000);
  return {
    iss: op.system.config.issuer,
    aud: stream.clientId,
    iat: happened,
    jti: jtiOf(op, stream.id, change.position ?? ''),
    txn: txnOf(op, stream.clientId, change.tracking),
    sub_id: known ?? (await subjectOf(op, stream.clientId, change)),
    events: {
      [eventTypes[change.kind]]: {
        ...payloadOf(change, happened),
        ...(await successorOf(op, stream.clientId, change)),
      },
    },
  };
}

/** What the event says: that something happened, and codes of a closed kind; never a value, never which field. */
function payloadOf({ kind, data }: Change, happened: number): Record<string, unknown> {
  const only = (...names: string[]) =>
    Object.fromEntries(names.filter(name => data[name] !== undefined).map(name => [name, data[name]]));
  const at = { event_timestamp: happened };
  if (kind === 'verification') return only('state');
  if (kind === 'stream_updated') return only('status', 'reason');
  if (kind === 'session_revoked') return { ...at, initiating_entity: data.by ?? 'system' };
  if (kind === 'credential_change')
    return { ...at, initiating_entity: 'user', ...only('credential_type', 'change_type') };
  if (kind === 'consent_withdrawn') return { ...at, ...only('consent', 'purpose', 'reason') };
  if (kind === 'authority_changed' || kind === 'subject_changed') return { ...at, ...only('change') };
  return at;
}
