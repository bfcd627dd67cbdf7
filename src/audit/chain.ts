import { hash } from 'node:crypto';
import { HASH_BYTES, leafHash, leafHashes, sha256 } from './tree.ts';
import type { AuditEvent } from './vocabulary.ts';

/** What stands before the first block of the first day. */
export const GENESIS: Buffer = Buffer.alloc(HASH_BYTES);
/** A public id as bytes. */
export const NAME_BYTES = 16;

/** One way to write a JSON value: keys sorted, no spaces (RFC 8785 for the plain values that events hold). */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  // Lists are mostly of keys: of what is plain, the language writes the same text.
  if (Array.isArray(value))
    return value.every(isPlain) ? JSON.stringify(value) : `[${value.map(canonical).join(',')}]`;
  const members = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(members).sort()) {
    if (members[key] === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonical(members[key])}`;
  }
  return `{${text}}`;
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** What the leaf of an event says: all of it, under the name that it has outside, and nothing that stays inside. */
export interface LeafEntry {
  readonly publicId: string;
  readonly at: string;
  readonly kind: string;
  readonly clientId: string | null;
  readonly tracking: string;
  readonly data: AuditEvent['data'];
  /** Who acted and whose affair it is: fixed by a hash, so that a proof can be shown around without either. */
  readonly person: string | null;
  readonly subject: string | null;
}

export function leafEntryOf(event: AuditEvent): LeafEntry {
  const { publicId, at, kind, personId, subjectId, clientId, tracking, data } = event;
  return {
    publicId,
    at: at.toISOString(),
    kind,
    clientId,
    tracking,
    data,
    person: commitment(publicId, personId),
    subject: commitment(publicId, subjectId),
  };
}

/** Ids are random, and the entry's own name is in it: two entries of one person do not look alike. */
function commitment(publicId: string, id: string | null): string | null {
  return id === null ? null : hash('sha256', `${publicId} ${id}`, 'base64url');
}

export function hashOfEntry(entry: LeafEntry): Buffer {
  return leafHash(textOf(entry));
}

/** The same text as `canonical(entry)`, whose keys are known: each event is hashed once, and there are many. */
export function textOf(entry: LeafEntry): string {
  const { at, clientId, data, kind, person, publicId, subject, tracking } = entry;
  const text = JSON.stringify;
  return `{"at":${text(at)},"clientId":${text(clientId)},"data":${canonical(data)},"kind":${text(kind)},"person":${text(person)},"publicId":${text(publicId)},"subject":${text(subject)},"tracking":${text(tracking)}}`;
}

/** The leaves of events side by side. */
export function leavesOf(events: readonly AuditEvent[]): Buffer {
  return leafHashes(events.map(event => textOf(leafEntryOf(event))));
}

/** Its place is not in it: that is the place of the leaf, so that an exchange of two can be told from a change. */
export function leafOf(event: AuditEvent): Buffer {
  return hashOfEntry(leafEntryOf(event));
}

/** Public ids side by side. */
export function namesOf(events: readonly AuditEvent[]): Buffer {
  return Buffer.from(events.map(event => event.publicId.replaceAll('-', '')).join(''), 'hex');
}

export function nameAt(names: Buffer, at: number): string | null {
  const hex = names.toString('hex', at * NAME_BYTES, (at + 1) * NAME_BYTES);
  if (hex.length < 2 * NAME_BYTES) return null;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A block of consecutive events of one day: `leaves` and `names` in the order of their ids. */
export interface Block {
  readonly number: string;
  readonly day: string;
  /** Place of its first leaf in the tree of the day. */
  readonly firstLeaf: number;
  readonly firstId: string;
  readonly lastId: string;
  readonly sealedAt: Date;
  readonly previousHash: Buffer;
  readonly leaves: Buffer;
  readonly names: Buffer;
}

/** The next block holds this hash, and so all that went before. */
export function blockHash(block: Block): Buffer {
  const { number, day, firstLeaf, firstId, lastId, sealedAt } = block;
  const head = canonical({ number, day, firstLeaf, firstId, lastId, sealedAt: sealedAt.toISOString() });
  return sha256(Buffer.concat([Buffer.from(head), block.previousHash, block.leaves, block.names]));
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
