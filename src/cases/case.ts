import { Fault } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { openSubjects } from '../vault/index.ts';
import {
  type CaseRow,
  type QueueFilter,
  selectCase,
  selectCaseByNumber,
  selectOfPerson,
  selectQueue,
} from './store.ts';

export type CaseKind = CaseRow['kind'];
export type Reason = NonNullable<CaseRow['reason']>;
export type Outcome = NonNullable<CaseRow['outcome']>;

/** Something that a person put before the platform. */
export interface Case {
  readonly id: string;
  /** What both sides quote. */
  readonly number: string;
  readonly kind: CaseKind;
  readonly personId: string;
  readonly subjectId: string;
  /** Public id of the entry in the record. */
  readonly releaseId: string | null;
  readonly fieldKey: string | null;
  readonly systemNumber: number | null;
  readonly clientId: string | null;
  /** Key of the register whose custodian answers. */
  readonly registry: string | null;
  /** Of a complaint. */
  readonly reason: Reason | null;
  /** The agency that it is put before; of a contest the one that contests. */
  readonly agencyId: string | null;
  /** The agency whose officer answered; null: the platform did. */
  readonly answeredAgency: string | null;
  readonly openedAt: Date;
  readonly dueAt: Date;
  readonly state: CaseRow['state'];
  readonly outcome: Outcome | null;
  readonly answeredAt: Date | null;
}

/** With what was written; undefined where the key of the person is gone. */
export interface CaseRead extends Case {
  readonly text: string | undefined;
  readonly answer: string | undefined;
}

export const TEXT = 'case';
export const ANSWER = 'case answer';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function toCase(row: CaseRow): Case {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    personId: row.person_id,
    subjectId: row.subject_id,
    releaseId: row.release_id,
    fieldKey: row.field_key,
    systemNumber: row.system_number,
    clientId: row.client_id,
    registry: row.registry,
    reason: row.reason,
    agencyId: row.agency_id,
    answeredAgency: row.answered_agency,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    state: row.state,
    outcome: row.outcome,
    answeredAt: row.answered_at,
  };
}

/** The outcomes that an answer to such a case can have. */
export const outcomesOf: Readonly<Record<CaseKind, readonly Outcome[]>> = {
  unrecognised: ['explained', 'acted'],
  dispute: ['upheld', 'corrected'],
  complaint: ['explained', 'acted'],
  contest: ['upheld', 'corrected'],
};

export async function findCaseRow(op: Operation, id: string): Promise<CaseRow | undefined> {
  return UUID.test(id) ? selectCase(op, id) : undefined;
}

/** By the number that was told to whoever opened it. */
export async function findCaseByNumber(op: Operation, number: string): Promise<Case | undefined> {
  const row = await selectCaseByNumber(op, number);
  return row && toCase(row);
}

/** Those that a person opened, newest first. */
export async function listCases(
  op: Operation,
  filter: { readonly personId: string; readonly limit?: number },
): Promise<Case[]> {
  return (await selectOfPerson(op, filter.personId, filter.limit ?? 200)).map(toCase);
}

/** For staff: what waits for an answer, the most urgent first; or all. */
export async function listQueue(op: Operation, filter: QueueFilter): Promise<Case[]> {
  return (await selectQueue(op, placed(filter))).map(toCase);
}

const placed = (filter: QueueFilter) => ({
  ...filter,
  after: UUID.test(filter.after ?? '') ? filter.after : undefined,
});

/**
 * One of the person who asks, with what was written.
 * @throws cases.not_found, also for one that is somebody else's
 */
export async function getOwnCase(op: Operation, id: string): Promise<CaseRead> {
  const row = await findCaseRow(op, id);
  if (!row || op.actor.kind !== 'person' || row.person_id !== op.actor.personId)
    throw new Fault('not_found', 'cases.not_found');
  return read(op, row);
}

/** For staff, who were let in by the caller. @throws cases.not_found */
export async function getCase(op: Operation, id: string): Promise<CaseRead> {
  const row = await findCaseRow(op, id);
  if (!row) throw new Fault('not_found', 'cases.not_found');
  return read(op, row);
}

/** Complaints that are put before an agency, whose officer was let in by the caller, with what was written. */
export async function readCasesOfAgency(
  op: Operation,
  agencyId: string,
  filter: QueueFilter,
): Promise<CaseRead[]> {
  return readAll(op, await selectQueue(op, placed(filter), agencyId));
}

/** One of them. @throws cases.not_found, also for one of another agency */
export async function getCaseOfAgency(op: Operation, agencyId: string, id: string): Promise<CaseRead> {
  const row = await findCaseRow(op, id);
  if (row?.kind !== 'complaint' || row.agency_id !== agencyId)
    throw new Fault('not_found', 'cases.not_found');
  return read(op, row);
}

async function read(op: Operation, row: CaseRow): Promise<CaseRead> {
  const [one] = await readAll(op, [row]);
  return one as CaseRead;
}

async function readAll(op: Operation, rows: readonly CaseRow[]): Promise<CaseRead[]> {
  const keys = await openSubjects(
    op,
    rows.map(row => row.person_id),
  );
  return rows.map(row => {
    const key = keys.get(row.person_id);
    return {
      ...toCase(row),
      text: key?.open<string>(TEXT, row.sealed),
      answer: row.sealed_answer === null ? undefined : key?.open<string>(ANSWER, row.sealed_answer),
    };
  });
}
