import { record } from '../audit/index.ts';
import type { Purpose } from '../clients/index.ts';
import { findEntity } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import { checkCode } from '../factors/index.ts';
import type { Person } from '../identity/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { type FieldEnvelope, fieldApplies, fillProfile, readFields } from '../profile/index.ts';
import { endVisitNow } from './end.ts';
import { numberOf, standing } from './standing.ts';
import {
  confirmRow,
  countLook,
  selectOpenVisits,
  selectVisit,
  selectVisitsTo,
  type VisitRow,
} from './store.ts';

/** So long does a visit run at most. */
const VISIT_MS = 30 * 60_000;
const REGISTRY_MS = 3_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface Visit {
  readonly id: string;
  readonly state: 'waits' | 'runs' | 'ended';
  readonly clientId: string;
  readonly purposeId: string;
  readonly until: Date;
}

async function ownRow(op: Operation, officerPersonId: string, id: string): Promise<VisitRow> {
  const row = UUID.test(id) ? await selectVisit(op, id) : undefined;
  if (row?.officer_person_id !== officerPersonId) throw new Fault('not_found', 'counters.not_found');
  return row;
}

function toVisit(op: Operation, row: VisitRow): Visit {
  const over = row.ended_at !== null || row.valid_until <= op.at;
  return {
    id: row.id,
    state: over ? 'ended' : row.confirmed_at ? 'runs' : 'waits',
    clientId: row.client_id,
    purposeId: row.purpose_id,
    until: row.valid_until,
  };
}

/** @throws counters.not_found, also for one of another officer */
export async function getVisit(op: Operation, officerPersonId: string, id: string): Promise<Visit> {
  return toVisit(op, await ownRow(op, officerPersonId, id));
}

/** Those of an officer that wait or run. */
export async function listOpenVisits(op: Operation, officerPersonId: string): Promise<Visit[]> {
  return (await selectOpenVisits(op, officerPersonId)).map(row => toVisit(op, row));
}

/** Those in which a person was helped, for his export. */
export function listVisitsOf(op: Operation, personId: string): Promise<VisitRow[]> {
  return selectVisitsTo(op, personId);
}

/**
 * The officer types the code that the person told him: from now on the visit runs.
 * @throws counters.not_found, counters.visit_ended, factors.code_wrong, factors.code_expired
 */
export async function confirmVisit(
  op: Operation,
  officerPersonId: string,
  id: string,
  code: string,
): Promise<void> {
  const row = await ownRow(op, officerPersonId, id);
  const visit = toVisit(op, row);
  if (visit.state === 'ended') throw new Fault('gone', 'counters.visit_ended');
  if (visit.state === 'runs') return;
  const stands = await standing(op, row);
  await checkCode(op, { kind: 'counter', who: id, to: numberOf(id, stands?.person) }, code);
  if (!stands) throw new Fault('forbidden', 'factors.code_wrong');
  const { subjectId, person, officer, purpose } = stands;
  await atomically(op, async op => {
    const until = new Date(Math.min(op.at.getTime() + VISIT_MS, officer.until.getTime()));
    if (!(await confirmRow(op, id, until))) throw new Fault('gone', 'counters.visit_ended');
    await record(op, {
      kind: 'counters.visit_begun',
      personId: person.id,
      subjectId,
      clientId: row.client_id,
      data: { visit: id, counter: officer.id, officer: officerPersonId, purpose_id: purpose.id },
    });
  });
  await fill(op, person, subjectId, fieldsOf(purpose, row));
}

function fieldsOf(purpose: Purpose, row: VisitRow): string[] {
  const kind = row.subject_type === 'self' ? 'person' : 'entity';
  return purpose.fields.filter(key => fieldApplies(key, kind));
}

async function fill(op: Operation, person: Person, subjectId: string, keys: string[]): Promise<void> {
  const options = { keys, timeoutMs: REGISTRY_MS, onlyStale: true };
  if (subjectId === person.id) {
    await fillProfile(op, { ...person, kind: 'person' }, options);
    return;
  }
  const entity = await findEntity(op, subjectId);
  if (entity) await fillProfile(op, { id: entity.id, kind: 'entity', identifier: entity.legalId }, options);
}

export interface Seen {
  readonly visit: Visit;
  readonly purpose: Purpose;
  readonly counter: string;
  readonly person: Person;
  readonly subjectId: string;
  readonly values: Readonly<Record<string, FieldEnvelope>>;
}

/**
 * The fields of the procedure, on the officer's page; each look is a release in the record, with both people on it.
 * @throws counters.not_found, counters.visit_ended
 */
export async function seeVisit(op: Operation, officerPersonId: string, id: string): Promise<Seen> {
  const row = await ownRow(op, officerPersonId, id);
  const visit = toVisit(op, row);
  if (visit.state !== 'runs') throw new Fault('gone', 'counters.visit_ended');
  const stands = await standing(op, row);
  if (!stands) {
    await endVisitNow(op, id, 'power_ended');
    throw new Fault('gone', 'counters.visit_ended');
  }
  const { purpose, officer, person, subjectId } = stands;
  const fields = fieldsOf(purpose, row);
  return atomically(op, async op => {
    if (!(await countLook(op, id))) throw new Fault('gone', 'counters.visit_ended');
    await record(op, {
      kind: 'profile.released',
      personId: person.id,
      subjectId,
      clientId: row.client_id,
      data: {
        purpose: purpose.key,
        purpose_id: purpose.id,
        basis: purpose.basis,
        consent: null,
        fields,
        visit: id,
        counter: officer.id,
        officer: officerPersonId,
      },
    });
    const values = await readFields(op, subjectId, fields);
    return { visit, purpose, counter: officer.counter, person, subjectId, values };
  });
}

/** By the button. @throws counters.not_found */
export async function endVisit(op: Operation, officerPersonId: string, id: string): Promise<void> {
  await ownRow(op, officerPersonId, id);
  await endVisitNow(op, id, 'button');
}
