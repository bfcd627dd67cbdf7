import { atomically, type Operation } from '../operation.ts';
import {
  type ChangeRow,
  deleteChanges,
  deletePlacedBefore,
  hasUnplaced,
  insertChange,
  lockHead,
  placeChanges,
  selectGoing,
  selectHead,
  selectOldest,
  selectPlaced,
  selectUnplaced,
} from './change-store.ts';

/** The closed list of what client systems may be told of. The last two are of the streams themselves. */
export type ChangeKind = ChangeRow['kind'];
const announcedKinds = [
  'profile_changed',
  'session_revoked',
  'credential_change',
  'consent_withdrawn',
  'authority_changed',
  'subject_changed',
] as const satisfies readonly ChangeKind[];
export type AnnouncedKind = (typeof announcedKinds)[number];

export interface Announcement {
  readonly kind: AnnouncedKind;
  /** Whose profile or authority changed: a person or an entity. */
  readonly subjectId?: string;
  readonly personId?: string;
  /** Where it concerns one client only; else whoever has a right to know at the moment is told. */
  readonly clientId?: string;
  /** Keys of what changed; they decide who is told and are told to nobody. */
  readonly fields?: readonly string[];
  /** Ids and codes that the event may carry, such as change: ended. */
  readonly data?: Readonly<Record<string, string>>;
}

/** One change as the log keeps it. */
export interface Change {
  readonly id: string;
  /** Place in the log; null until it is placed. */
  readonly position: string | null;
  readonly at: Date;
  readonly kind: ChangeKind;
  readonly subjectId: string | null;
  readonly personId: string | null;
  readonly clientId: string | null;
  readonly streamId: string | null;
  readonly fields: readonly string[];
  readonly data: Readonly<Record<string, string>>;
  readonly tracking: string;
}

/**
 * Says that something changed: one insert, in the transaction of what it tells. Nobody is told before it commits, and
 * nothing is told if it does not.
 */
export function announce(op: Operation, what: Announcement): Promise<void> {
  return write(op, what, null);
}

/** Something that one stream is told of itself, in its place among the rest. */
export function announceToStream(
  op: Operation,
  stream: { readonly id: string; readonly clientId: string },
  kind: 'verification' | 'stream_updated',
  data: Readonly<Record<string, string>>,
): Promise<void> {
  return write(op, { kind, clientId: stream.clientId, data }, stream.id);
}

function write(
  op: Operation,
  what: Omit<Announcement, 'kind'> & { readonly kind: ChangeKind },
  streamId: string | null,
): Promise<void> {
  return insertChange(op, {
    position: null,
    at: op.at,
    kind: what.kind,
    subject_id: what.subjectId ?? null,
    person_id: what.personId ?? null,
    client_id: what.clientId ?? null,
    stream_id: streamId,
    fields: [...(what.fields ?? [])],
    data: JSON.stringify(what.data ?? {}),
    tracking: op.tracking,
    audience: null,
  });
}

/** Which clients are to be told of each change, by its id; a change that is missing concerns nobody. */
export type AudienceOf = (
  op: Operation,
  changes: readonly Change[],
) => Promise<ReadonlyMap<string, readonly string[]>>;

const BATCH = 1_000;
const KEPT_DAYS = 21;
const BATCH_FORGOTTEN = 2_000;
const DAY = 86_400_000;

/**
 * Puts what has been committed in order: the only place where positions are given, by one process at a time (whoever
 * holds the row of the head), after the commit. A transaction that commits late is placed late, so a reader who went
 * past a position never misses one below it. Two changes of one subject keep their order: the second waits for the
 * row lock of the first, so it is written after it.
 * @returns how many changes were looked at
 */
export async function sequenceChanges(op: Operation, audienceOf: AudienceOf): Promise<number> {
  // Taking the head writes; most of the time there is nothing to place.
  if (!(await hasUnplaced(op))) return 0;
  return atomically(op, async op => {
    const head = await lockHead(op);
    const rows = head === undefined ? [] : await selectUnplaced(op, BATCH);
    if (head === undefined || rows.length === 0) return 0;
    const audiences = await audienceOf(op, rows.map(changeOf));
    const told = rows.filter(({ id }) => (audiences.get(id) ?? []).length > 0);
    await placeChanges(
      op,
      told.map(({ id }, at) => ({
        id,
        position: String(BigInt(head) + BigInt(at) + 1n),
        audience: audiences.get(id) ?? [],
      })),
    );
    const placed = new Set(told.map(({ id }) => id));
    await deleteChanges(
      op,
      rows.map(({ id }) => id).filter(id => !placed.has(id)),
    );
    return rows.length;
  });
}

/** Changes for one client after a position, in order. */
export async function listChanges(
  op: Operation,
  clientId: string,
  after: string,
  limit: number,
): Promise<Change[]> {
  return (await selectPlaced(op, clientId, after, limit)).map(changeOf);
}

/** The last position: where a new reader begins. */
export function lastPosition(op: Operation): Promise<string> {
  return selectHead(op);
}

/** When the first change after a position happened that is for this client; undefined: there is none. */
export function oldestChange(op: Operation, clientId: string, after: string): Promise<Date | undefined> {
  return selectOldest(op, clientId, after);
}

/** Until when the log keeps what happened now: a receiver has three weeks to come back. */
function keptSince(op: Operation): Date {
  return new Date(op.at.getTime() - KEPT_DAYS * DAY);
}

/**
 * Forgets what is older than three weeks, a part at a time.
 * @param first called before that with the last position that goes, by client
 * @returns how many
 */
export async function sweepChanges(
  op: Operation,
  first?: (lastOf: ReadonlyMap<string, string>) => Promise<void>,
): Promise<number> {
  const before = keptSince(op);
  const going = await selectGoing(op, before, BATCH_FORGOTTEN);
  if (!going) return 0;
  await first?.(going.lastOf);
  return deletePlacedBefore(op, before, going.upTo);
}

function changeOf(row: ChangeRow): Change {
  return {
    id: row.id,
    position: row.position,
    at: row.at,
    kind: row.kind,
    subjectId: row.subject_id,
    personId: row.person_id,
    clientId: row.client_id,
    streamId: row.stream_id,
    fields: row.fields,
    data: row.data as Record<string, string>,
    tracking: row.tracking,
  };
}
