import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { findEntityByLegalId } from '../entities/index.ts';
import { Fault, isFault } from '../errors.ts';
import { sendCode } from '../factors/index.ts';
import { messages } from '../i18n/index.ts';
import { parseLegalId, parsePersonId } from '../identifiers.ts';
import { countUse, findPerson, type Person } from '../identity/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { listProcedures, numberOf, whoCanBeHelped } from './standing.ts';
import { insertVisit } from './store.ts';

/** So long does the officer have to type the code. */
const CODE_MS = 5 * 60_000;
const HOUR = 3600;

async function mustNotWait(op: Operation, limit: Parameters<typeof countUse>[1]): Promise<void> {
  const { wait } = await countUse(op, limit);
  if (wait > 0) throw new Fault('too_many', 'counters.wait', { retryAfter: wait });
}

/** What was asked for, whoever it is. */
export interface Wish {
  readonly nationalId: string;
  /** Empty: the person himself. */
  readonly legalId: string;
  readonly purposeId: string;
}

/**
 * Begins a visit: the person's own mobile gets a code that says at which counter and for what. The answer is the same
 * whether there is such a person, whether he may use his account, and whether he binds the entity.
 * @throws counters.procedure, counters.yourself, counters.subject, counters.wait {retryAfter}, and of malformed IDs
 */
export async function askVisit(op: Operation, officerPersonId: string, wish: Wish): Promise<string> {
  const procedures = await listProcedures(op, officerPersonId);
  const procedure = procedures.find(({ purpose }) => purpose.id === wish.purposeId);
  if (!procedure) throw new Fault('bad_input', 'counters.procedure');
  const { officer, client, purpose } = procedure;
  const identifier = parsePersonId(wish.nationalId);
  const legalId = wish.legalId.trim() === '' ? undefined : parseLegalId(wish.legalId);
  if (!purpose.subjects.includes(legalId ? 'legal_entity' : 'self'))
    throw new Fault('bad_input', 'counters.subject');
  const himself = await findPerson(op, officerPersonId);
  if (!himself || himself.identifier === identifier) throw new Fault('forbidden', 'counters.yourself');
  const slow = { leakSeconds: HOUR / 4, ceilingSeconds: HOUR, firstWaitSeconds: 60 };
  const name = 'counter visit';
  await mustNotWait(op, { name, by: { person: officerPersonId }, free: 20, ...slow, leakSeconds: 120 });
  await mustNotWait(op, { name, by: { number: identifier }, free: 2, ...slow });

  const helped = await whoCanBeHelped(op, identifier, legalId, client.id);
  const id = randomUUID();
  await atomically(op, async op => {
    await insertVisit(op, {
      id,
      officer_id: officer.id,
      officer_person_id: officerPersonId,
      person_id: helped?.person.id ?? null,
      subject_id: helped?.subjectId ?? null,
      subject_type: legalId ? 'legal_entity' : 'self',
      client_id: client.id,
      purpose_id: purpose.id,
      asked_at: op.at,
      confirmed_at: null,
      valid_until: new Date(op.at.getTime() + CODE_MS),
      ended_at: null,
      end_reason: null,
      times_seen: 0,
    });
    await record(op, {
      kind: 'counters.visit_asked',
      subjectId: helped?.subjectId ?? null,
      clientId: client.id,
      data: { visit: id, counter: officer.id, officer: officerPersonId, purpose_id: purpose.id },
    });
  });
  const about = legalId && (await findEntityByLegalId(op, legalId));
  const words = messages(op.lang).counters;
  const said = (code: string, minutes: string) =>
    words.codeText(
      officer.counter,
      purpose.name[op.lang],
      client.name[op.lang],
      about?.name[op.lang] ?? words.aboutYourself,
      code,
      minutes,
    );
  await sendQuietly(op, id, helped?.person, said);
  return id;
}

/** A number that has got too many codes gets none, and the officer does not see that. */
async function sendQuietly(
  op: Operation,
  id: string,
  person: Person | undefined,
  said: (code: string, minutes: string) => string,
): Promise<void> {
  try {
    const what = { kind: 'counter', who: id, to: numberOf(id, person) } as const;
    await sendCode(op, what, person?.id ?? null, { said, nobody: !person?.mobile });
  } catch (error) {
    if (!isFault(error) || error.code !== 'factors.wait') throw error;
  }
}
