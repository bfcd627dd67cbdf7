import { randomUUID } from 'node:crypto';
import { tellChanged } from '../made.ts';
import type { Operation } from '../operation.ts';
import {
  type ReleaseCount,
  type ReleaseCountFilter,
  selectReleaseCounts,
  selectReleasesTo,
} from './count-store.ts';
import { dayAfter } from './day.ts';
import { type ChangeFilter, type EventFilter, selectChangesOf, selectEvents } from './list-store.ts';
import { type EventRow, insertEvents, selectEvent, selectUnder } from './store.ts';
import type { AuditEvent, NewEvent } from './vocabulary.ts';

/**
 * Writes one event. Call it inside `atomically` together with the change that it describes.
 * @returns the public id of the entry
 */
export async function record(op: Operation, event: NewEvent): Promise<string> {
  const row = rowOf(op, event);
  await insertEvents(op, [row]);
  return row.public_id;
}

/** Several events in one statement. */
export async function recordAll(op: Operation, events: readonly NewEvent[]): Promise<void> {
  if (events.length > 0) await insertEvents(op, eventRows(op, events));
}

/** Events as rows, for who writes them with its own changes in one statement (`insertionOf`). */
export function eventRows(op: Operation, events: readonly NewEvent[]): EventRow[] {
  return events.map(event => rowOf(op, event));
}

function rowOf(op: Operation, event: NewEvent): EventRow {
  tellChanged(op, event.kind.slice(0, event.kind.indexOf('.')));
  return {
    public_id: randomUUID(),
    at: op.at,
    kind: event.kind,
    person_id: event.personId ?? (op.actor.kind === 'person' ? op.actor.personId : null),
    subject_id: event.subjectId ?? null,
    client_id: event.clientId ?? (op.actor.kind === 'client' ? op.actor.clientId : null),
    tracking: op.tracking,
    data: JSON.stringify(event.data ?? {}),
  };
}

/** Events about subjects or by a person, newest first; `before` is the last one already read. */
export function listEventsAbout(op: Operation, filter: EventFilter): Promise<AuditEvent[]> {
  return selectEvents(op, filter);
}

/** Releases about these subjects or by this person since a moment, counted by day of Tehran, client and basis. */
export function countReleases(op: Operation, filter: ReleaseCountFilter): Promise<ReleaseCount[]> {
  return selectReleaseCounts(op, filter);
}

/**
 * What happened under one tracking code on a day of Tehran and the next, in order: the code itself is no key of the
 * record, so that writing an entry costs no more for it.
 */
export function listEventsUnder(op: Operation, tracking: string, day: string): Promise<AuditEvent[]> {
  return selectUnder(op, tracking, day, dayAfter(dayAfter(day)));
}

/** What was done with an agency and its clients, newest first; nothing of what they were given. */
export function listChangesOf(op: Operation, filter: ChangeFilter): Promise<AuditEvent[]> {
  return selectChangesOf(op, filter);
}

export interface ReleasesTo {
  readonly consent: number;
  readonly law: number;
}

/** How often these clients were given something in the last days, as far as it is counted behind the seal. */
export async function countReleasesTo(
  op: Operation,
  clientIds: readonly string[],
  days: number,
): Promise<ReadonlyMap<string, ReleasesTo>> {
  const counts = new Map<string, ReleasesTo>();
  if (clientIds.length === 0) return counts;
  for (const { clientId, basis, count } of await selectReleasesTo(op, clientIds, days)) {
    const known = counts.get(clientId) ?? { consent: 0, law: 0 };
    counts.set(clientId, { ...known, [basis]: known[basis] + count });
  }
  return counts;
}

export function findEvent(op: Operation, publicId: string): Promise<AuditEvent | undefined> {
  return selectEvent(op, publicId);
}
