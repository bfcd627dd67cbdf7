import { record } from '../audit/index.ts';
import { findEntity } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import { messages } from '../i18n/index.ts';
import { findPerson } from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { clearDisputed, fillProfile } from '../profile/index.ts';
import { openSubject, openSubjects } from '../vault/index.ts';
import { ANSWER, type Case, findCaseRow, type Outcome, outcomesOf, toCase } from './case.ts';
import { deleteEvidenceOf } from './evidence-store.ts';
import { LONGEST } from './open.ts';
import { type CaseRow, endCase, selectOfPerson } from './store.ts';

const REGISTRY_MS = 1500;

/**
 * What staff, or the custodian of a register through them, answer. A dispute ends with it: the mark goes, and the
 * field is asked for anew. The person is told that there is an answer, not which.
 * @throws cases.not_found, cases.own, cases.answered, cases.answer_needed, cases.outcome_needed, vault.shredded
 */
export async function answerCase(
  op: Operation,
  id: string,
  answer: {
    readonly outcome: string;
    readonly text: string;
    /** The agency whose officer answers, who was let in by the caller: only what was put before it. */
    readonly agencyId?: string;
  },
): Promise<Case> {
  const row = await findCaseRow(op, id);
  const agency = answer.agencyId ?? null;
  if (!row || (agency !== null && (row.agency_id !== agency || row.kind !== 'complaint')))
    throw new Fault('not_found', 'cases.not_found');
  const by = op.actor.kind === 'person' ? op.actor.personId : null;
  if (by === row.person_id) throw new Fault('forbidden', 'cases.own');
  const outcome = outcomesOf[row.kind].find(one => one === answer.outcome);
  if (!outcome) throw new Fault('bad_input', 'cases.outcome_needed');
  const text = answer.text.replace(/\r\n?/g, '\n').trim();
  if (text === '') throw new Fault('bad_input', 'cases.answer_needed');
  if (text.length > LONGEST) throw new Fault('bad_input', 'cases.text_long', { most: LONGEST });
  const done = await atomically(op, op => keepAnswer(op, row, { outcome, text, by, agency }));
  if (done.fieldKey && !op.db.isTransaction) await refresh(op, done);
  return done;
}

interface Answer {
  readonly outcome: Outcome;
  readonly text: string;
  readonly by: string | null;
  readonly agency: string | null;
}

async function keepAnswer(op: Operation, row: CaseRow, { outcome, text, by, agency }: Answer): Promise<Case> {
  const ending = {
    state: 'answered' as const,
    outcome,
    sealed_answer: (await openSubject(op, row.person_id)).seal(ANSWER, text),
    answered_by: by,
    answered_agency: agency,
    answered_at: op.at,
  };
  if (!(await endCase(op, row.id, ending))) throw new Fault('conflict', 'cases.answered');
  await unmark(op, row);
  await record(op, {
    kind: 'cases.answered',
    subjectId: row.subject_id,
    clientId: row.client_id,
    data: { case: row.id, number: row.number, kind: row.kind, outcome, ...(agency ? { agency } : {}) },
  });
  const mobile = (await findPerson(op, row.person_id))?.mobile;
  const page = `${op.system.config.issuer}/me/cases/${row.id}`;
  const told = messages('fa').cases.texts.answered(row.number, page);
  if (mobile) await sendMessage(op, { channel: 'sms', to: mobile, text: told }, row.person_id);
  return toCase({ ...row, ...ending });
}

async function unmark(op: Operation, row: CaseRow): Promise<void> {
  if (row.field_key === null) return;
  const key = (await openSubjects(op, [row.subject_id])).get(row.subject_id);
  if (key) await clearDisputed(op, row.subject_id, row.field_key, row.id);
}

/** What the register says now; when it does not answer, the last value stays, and the background asks again. */
async function refresh(op: Operation, { subjectId, personId, fieldKey }: Case): Promise<void> {
  const options = { keys: fieldKey ? [fieldKey] : [], timeoutMs: REGISTRY_MS };
  if (subjectId === personId) {
    const person = await findPerson(op, subjectId);
    if (person) await fillProfile(op, { ...person, kind: 'person' }, options);
    return;
  }
  const entity = await findEntity(op, subjectId);
  if (entity) await fillProfile(op, { id: entity.id, kind: 'entity', identifier: entity.legalId }, options);
}

/** The person no longer wants an answer. Twice is no error. @throws cases.not_found */
export async function takeBackCase(op: Operation, id: string): Promise<void> {
  const row = await findCaseRow(op, id);
  if (!row || op.actor.kind !== 'person' || row.person_id !== op.actor.personId)
    throw new Fault('not_found', 'cases.not_found');
  await atomically(op, op => drop(op, row));
}

/** The account is closed: nobody is there any more to be answered. */
export async function dropCasesOf(op: Operation, personId: string): Promise<void> {
  for (const row of await selectOfPerson(op, personId, 1000)) await drop(op, row);
  await deleteEvidenceOf(op, personId);
}

async function drop(op: Operation, row: CaseRow): Promise<void> {
  const ending = {
    outcome: null,
    sealed_answer: null,
    answered_by: null,
    answered_at: null,
    answered_agency: null,
  };
  if (!(await endCase(op, row.id, { state: 'taken_back', ...ending }))) return;
  await unmark(op, row);
  await record(op, {
    kind: 'cases.taken_back',
    subjectId: row.subject_id,
    clientId: row.client_id,
    data: { case: row.id, number: row.number, kind: row.kind },
  });
}
