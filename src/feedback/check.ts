import { systemsOf } from '../agencies/index.ts';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { actorName, atomically, type Operation } from '../operation.ts';
import { openSubjects } from '../vault/index.ts';
import { LONGEST, TEXT } from './give.ts';
import { type FeedbackRow, moveFeedback, selectFeedback, selectGiven, selectOfSystems } from './store.ts';

/** What was said, as those read it who check or reply: never by whom. */
export interface FeedbackRead {
  readonly id: string;
  readonly systemNumber: number;
  readonly score: number;
  readonly askedAgain: boolean | null;
  /** undefined: nothing was written, or the account was closed */
  readonly text: string | undefined;
  readonly mayShow: boolean;
  readonly textState: FeedbackRow['text_state'];
  readonly givenAt: Date;
  readonly reply: string | null;
  readonly repliedAt: Date | null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Texts that wait to be read, oldest first, or all, newest first. The caller let in who asks.
 * @param filter.last the last one already read
 */
export async function listFeedback(
  op: Operation,
  filter: { readonly waiting: boolean; readonly last?: string | undefined; readonly limit: number },
): Promise<FeedbackRead[]> {
  return readRows(op, await selectGiven(op, { ...filter, last: placeOf(filter.last) }));
}

/**
 * What people said of the systems of an agency, for its officers, whom the caller let in: scores at once, words once
 * somebody has read them, and none that hold a name or an offence.
 * @param filter.before the last one already read
 */
export async function listFeedbackOfAgency(
  op: Operation,
  agencyId: string,
  filter: { readonly unanswered: boolean; readonly before?: string | undefined; readonly limit: number },
): Promise<FeedbackRead[]> {
  const numbers = await numbersOf(op, agencyId);
  const rows = await selectOfSystems(op, numbers, { ...filter, before: placeOf(filter.before) });
  const read = await readRows(op, rows);
  return read.map(one => (isForAgency(one) ? one : { ...one, text: undefined }));
}

const placeOf = (id: string | undefined) => (id !== undefined && UUID.test(id) ? id : undefined);

function isForAgency({ textState, mayShow }: Pick<FeedbackRead, 'textState' | 'mayShow'>): boolean {
  return textState === 'shown' || (textState === 'hidden' && !mayShow);
}

/**
 * An officer of the agency of the system replies; that he may speak for it, the caller has asked.
 * @throws as replyToFeedback; feedback.not_found also for what was said of others' systems
 */
export async function replyOfAgency(
  op: Operation,
  agencyId: string,
  id: string,
  text: string,
): Promise<void> {
  await replyToFeedback(op, id, text, await numbersOf(op, agencyId));
}

async function numbersOf(op: Operation, agencyId: string): Promise<number[]> {
  return (await systemsOf(op, agencyId)).map(({ number }) => number);
}

async function readRows(op: Operation, rows: readonly FeedbackRow[]): Promise<FeedbackRead[]> {
  const keys = await openSubjects(op, [...new Set(rows.map(row => row.person_id))]);
  return rows.map(row => ({
    id: row.id,
    systemNumber: row.system_number,
    score: row.score ?? 0,
    askedAgain: row.asked_again,
    text: row.sealed_text === null ? undefined : keys.get(row.person_id)?.open<string>(TEXT, row.sealed_text),
    mayShow: row.may_show,
    textState: row.text_state,
    givenAt: row.given_at ?? row.asked_at,
    reply: row.reply,
    repliedAt: row.replied_at,
  }));
}

/**
 * Whoever reads a text says whether everybody may: nothing of a person or an offence in it.
 * @throws feedback.not_found, feedback.own
 */
export async function checkText(op: Operation, id: string, decision: 'shown' | 'hidden'): Promise<void> {
  await atomically(op, async op => {
    const row = await getRow(op, id);
    if (row.text_state === null) throw new Fault('not_found', 'feedback.not_found');
    await moveFeedback(op, id, ['given'], {
      text_state: decision,
      checked_by: actorName(op.actor),
      checked_at: op.at,
    });
    await record(op, {
      kind: 'feedback.checked',
      data: { feedback: id, system: row.system_number, decision },
    });
  });
}

/**
 * What the agency says to it: once, and everybody may read it beside a text that is shown.
 * @param systems those that whoever replies may speak for; undefined: all
 * @throws feedback.not_found, feedback.own, feedback.replied_already, feedback.reply_needed, feedback.text_long
 */
export async function replyToFeedback(
  op: Operation,
  id: string,
  text: string,
  systems?: readonly number[],
): Promise<void> {
  const reply = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]+/gu, ' ')
    .trim();
  if (reply === '') throw new Fault('bad_input', 'feedback.reply_needed');
  if (reply.length > LONGEST) throw new Fault('bad_input', 'feedback.text_long', { most: LONGEST });
  await atomically(op, async op => {
    const row = await getRow(op, id);
    if (systems && !systems.includes(row.system_number)) throw new Fault('not_found', 'feedback.not_found');
    if (row.reply !== null) throw new Fault('conflict', 'feedback.replied_already');
    await moveFeedback(op, id, ['given'], { reply, replied_by: actorName(op.actor), replied_at: op.at });
    await record(op, {
      kind: 'feedback.replied',
      subjectId: row.person_id,
      data: { feedback: id, system: row.system_number },
    });
  });
}

async function getRow(op: Operation, id: string): Promise<FeedbackRow> {
  const row = UUID.test(id) ? await selectFeedback(op, id) : undefined;
  if (row?.state !== 'given') throw new Fault('not_found', 'feedback.not_found');
  if (op.actor.kind === 'person' && op.actor.personId === row.person_id)
    throw new Fault('forbidden', 'feedback.own');
  return row;
}
