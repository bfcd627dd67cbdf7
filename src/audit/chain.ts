import { createHash } from 'node:crypto';
import type { AuditEvent } from './vocabulary.ts';

/** SHA-256, bytes. */
export const HASH_BYTES = 32;

/** What stands before the first block. */
export const GENESIS: Buffer = Buffer.alloc(HASH_BYTES);

/** One way to write a JSON value: keys sorted, no spaces (RFC 8785 for the plain values that events hold). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

/**
 * The leaf of an event: everything that it says, under the name that it has outside. Its place is not in it: that is
 * the place of the leaf in the block, so that an exchange of two events can be told from a change.
 */
export function leafOf(event: AuditEvent): Buffer {
  const { publicId, at, kind, personId, subjectId, clientId, tracking, data } = event;
  const text = canonical({
    publicId,
    at: at.toISOString(),
    kind,
    personId,
    subjectId,
    clientId,
    tracking,
    data,
  });
  return createHash('sha256').update(text).digest();
}

/** A block of consecutive events: `leaves` in the order of their ids, 32 bytes each. */
export interface Block {
  readonly number: string;
  readonly firstId: string;
  readonly lastId: string;
  readonly sealedAt: Date;
  readonly previousHash: Buffer;
  readonly leaves: Buffer;
}

/** The next block holds this hash, and so all that went before. */
export function blockHash(block: Block): Buffer {
  const { number, firstId, lastId, sealedAt } = block;
  return createHash('sha256')
    .update(canonical({ number, firstId, lastId, sealedAt: sealedAt.toISOString() }))
    .update(block.previousHash)
    .update(block.leaves)
    .digest();
}

/** What was done to the entry at a place of a block. */
export type Damage = 'changed' | 'removed' | 'inserted' | 'reordered';

/**
 * Compares the events that stand in the range of a block with the leaves that were sealed.
 * @returns the first place where they part and how, or undefined when they are the same
 */
export function firstDamage(
  events: readonly AuditEvent[],
  leaves: Buffer,
): { readonly at: number; readonly how: Damage; readonly event: AuditEvent | undefined } | undefined {
  const sealed = Array.from({ length: leaves.length / HASH_BYTES }, (_, at) =>
    leaves.toString('hex', at * HASH_BYTES, (at + 1) * HASH_BYTES),
  );
  const found = events.map(event => leafOf(event).toString('hex'));
  const at = Math.max(sealed.length, found.length);
  for (let place = 0; place < at; place++) {
    const [was, is] = [sealed[place], found[place]];
    if (was === is) continue;
    const event = events[place];
    const known = is !== undefined && sealed.includes(is, place);
    const stands = was !== undefined && found.includes(was, place);
    return { at: place, how: damageOf(known, stands, was, is), event: event };
  }
  return undefined;
}

/** @param known what is found was sealed, at a later place @param stands what was sealed is found, later */
function damageOf(known: boolean, stands: boolean, was: string | undefined, is: string | undefined): Damage {
  if (known && stands) return 'reordered';
  if (known || is === undefined) return 'removed';
  if (stands || was === undefined) return 'inserted';
  return 'changed';
}
