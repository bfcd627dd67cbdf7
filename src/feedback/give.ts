import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { openSubject, openSubjects } from '../vault/index.ts';
import { AGAIN_DAYS, visitedBy } from './ask.ts';
import { type FeedbackRow, forgetPerson, insertAsked, moveFeedback, selectOfPerson } from './store.ts';

export const TEXT = 'feedback';
export const LONGEST = 1000;
const DAY = 86_400_000;

export interface Given {
  readonly score: number;
  readonly askedAgain: boolean | undefined;
  readonly text: string;
  readonly mayShow: boolean;
}

/** What a person said of a system, and what came of it. */
export interface OwnFeedback {
  readonly systemNumber: number;
  readonly state: FeedbackRow['state'];
  readonly score: number | null;
  readonly askedAgain: boolean | null;
  readonly text: string | undefined;
  readonly mayShow: boolean;
  readonly givenAt: Date | null;
  readonly textState: FeedbackRow['text_state'];
  readonly reply: string | null;
  readonly repliedAt: Date | null;
}

/**
 * Keeps what a person says of a system that she used: once in half a year.
 * @throws feedback.not_used, feedback.given_already, feedback.score_needed, feedback.text_long
 */
export async function giveFeedback(op: Operation, systemNumber: number, given: Given): Promise<void> {
  const personId = personOf(op);
  if (!Number.isInteger(given.score) || given.score < 1 || given.score > 5)
    throw new Fault('bad_input', 'feedback.score_needed');
  const text = given.text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]+/gu, ' ')
    .trim();
  if (text.length > LONGEST) throw new Fault('bad_input', 'feedback.text_long', { most: LONGEST });
  await atomically(op, async op => {
    const id = await openQuestion(op, personId, systemNumber);
    const done = await moveFeedback(op, id, ['asked', 'declined'], {
      state: 'given',
      score: given.score,
      asked_again: given.askedAgain ?? null,
      sealed_text: text === '' ? null : (await openSubject(op, personId)).seal(TEXT, text),
      may_show: given.mayShow && text !== '',
      given_at: op.at,
      text_state: text === '' ? null : 'waiting',
    });
    if (!done) throw new Fault('conflict', 'feedback.given_already');
    await record(op, { kind: 'feedback.given', subjectId: personId, data: { system: systemNumber } });
  });
}

/** Does not want to be asked. Twice is no error. @throws feedback.not_used */
export async function declineFeedback(op: Operation, systemNumber: number): Promise<void> {
  const id = await openQuestion(op, personOf(op), systemNumber);
  await moveFeedback(op, id, ['asked'], { state: 'declined' });
}

/** What she was asked; where she was not, but used it, she may say something by herself. */
async function openQuestion(op: Operation, personId: string, systemNumber: number): Promise<string> {
  const latest = (await selectOfPerson(op, personId)).find(row => row.system_number === systemNumber);
  if (latest && op.at.getTime() - latest.asked_at.getTime() < AGAIN_DAYS * DAY) return latest.id;
  const visited = await visitedBy(op, personId);
  if (!visited.some(({ number }) => number === systemNumber))
    throw new Fault('not_found', 'feedback.not_used');
  const row = {
    id: randomUUID(),
    person_id: personId,
    system_number: systemNumber,
    asked_at: op.at,
  } as const;
  await insertAsked(op, { ...row, state: 'asked' });
  return row.id;
}

/** Newest first. */
export async function listOwnFeedback(op: Operation, personId: string): Promise<OwnFeedback[]> {
  const key = (await openSubjects(op, [personId])).get(personId);
  return (await selectOfPerson(op, personId)).map(row => ({
    systemNumber: row.system_number,
    state: row.state,
    score: row.score,
    askedAgain: row.asked_again,
    text: row.sealed_text === null ? undefined : key?.open<string>(TEXT, row.sealed_text),
    mayShow: row.may_show,
    givenAt: row.given_at,
    textState: row.text_state,
    reply: row.reply,
    repliedAt: row.replied_at,
  }));
}

/** The account is closed: what was written goes, and the score is nobody's. */
export function forgetFeedbackOf(op: Operation, personId: string): Promise<void> {
  return forgetPerson(op, personId);
}

function personOf(op: Operation): string {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  return op.actor.personId;
}
