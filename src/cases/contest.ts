import { randomUUID } from 'node:crypto';
import { ownersOfSystems } from '../agencies/index.ts';
import { record } from '../audit/index.ts';
import { findSystem } from '../directory/index.ts';
import { Fault } from '../errors.ts';
import { atomically, newTracking, type Operation } from '../operation.ts';
import { openSubject } from '../vault/index.ts';
import { type Case, TEXT, toCase } from './case.ts';
import { LONGEST } from './open.ts';
import { insertCase, selectContests } from './store.ts';

const DAYS = 30;
const DAY_MS = 86_400_000;

/** The last time that an agency contested its score; undefined: never. */
export async function contestOf(op: Operation, agencyId: string): Promise<Case | undefined> {
  const row = (await selectContests(op)).find(row => row.agency_id === agencyId);
  return row && toCase(row);
}

/**
 * An agency says that its score is wrong: once until it is answered. The caller let the officer in.
 * @throws cases.text_needed, cases.text_long, cases.contested_already
 */
export async function openContest(op: Operation, agencyId: string, text: string): Promise<Case> {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  const { personId } = op.actor;
  const said = text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  if (said === '') throw new Fault('bad_input', 'cases.text_needed');
  if (said.length > LONGEST) throw new Fault('bad_input', 'cases.text_long', { most: LONGEST });
  return atomically(op, async op => {
    if ((await contestOf(op, agencyId))?.state === 'open')
      throw new Fault('bad_input', 'cases.contested_already');
    const row = {
      id: randomUUID(),
      number: newTracking(),
      kind: 'contest',
      person_id: personId,
      subject_id: personId,
      release_id: null,
      field_key: null,
      system_number: null,
      client_id: null,
      registry: null,
      reason: null,
      agency_id: agencyId,
      sealed: (await openSubject(op, personId)).seal(TEXT, said),
      opened_at: op.at,
      due_at: new Date(op.at.getTime() + DAYS * DAY_MS),
      state: 'open',
      outcome: null,
      sealed_answer: null,
      answered_by: null,
      answered_agency: null,
      answered_at: null,
    } as const;
    // Of two officers at the same moment the second finds it open.
    if (!(await insertCase(op, row))) throw new Fault('bad_input', 'cases.contested_already');
    await record(op, {
      kind: 'cases.opened',
      subjectId: personId,
      data: { case: row.id, number: row.number, kind: row.kind, agency: agencyId },
    });
    return toCase(row);
  });
}

/** What stands beside a score: when it was contested, and what came of it. */
export interface ContestMark {
  readonly openedAt: Date;
  readonly answeredAt: Date | null;
  readonly outcome: Case['outcome'];
}

/** By the Persian name of the owner, as scores are told. */
export async function contestsByOwner(op: Operation): Promise<ReadonlyMap<string, ContestMark>> {
  const marks = new Map<string, ContestMark>();
  const rows = await selectContests(op);
  if (rows.length === 0) return marks;
  const owners = await ownersOfSystems(op);
  for (const row of rows)
    for (const [number, agencyId] of owners) {
      const system = agencyId === row.agency_id ? await findSystem(op, number) : undefined;
      const mark = { openedAt: row.opened_at, answeredAt: row.answered_at, outcome: row.outcome };
      if (system) marks.set(system.owner.fa, mark);
    }
  return marks;
}
