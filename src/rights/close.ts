import { record } from '../audit/index.ts';
import { dropCasesOf } from '../cases/index.ts';
import { endConsentsOfPerson } from '../consent/index.ts';
import { Fault } from '../errors.ts';
import { forgetFactors } from '../factors/index.ts';
import { messages } from '../i18n/index.ts';
import { closePerson, findPerson, getPerson, mayAct } from '../identity/index.ts';
import { forgetMessagesOf, sendMessage } from '../messages/index.ts';
import { atomically, type Operation, type System } from '../operation.ts';
import { forgetProfile } from '../profile/index.ts';
import { shredSubject } from '../vault/index.ts';
import { deleteClosing, insertClosing, lockDue, markClosed, selectClosing } from './store.ts';

/** So long the person can take it back, by signing in and saying so. */
export const WAIT_DAYS = 7;
const DAY_MS = 86_400_000;
const BATCH = 20;

export interface Closing {
  readonly askedAt: Date;
  readonly dueAt: Date;
}

type Listener = (op: Operation, personId: string) => Promise<void>;
const listeners = new WeakMap<System, Listener[]>();

/** What else ends with an account (sessions, grants): called in the transaction that closes it. */
export function onAccountClosed(system: System, listener: Listener): void {
  listeners.set(system, [...(listeners.get(system) ?? []), listener]);
}

/** The wait under way; undefined: none was asked for. */
export async function findClosing(op: Operation, personId: string): Promise<Closing | undefined> {
  const row = await selectClosing(op, personId);
  return row && row.closed_at === null ? { askedAt: row.asked_at, dueAt: row.due_at } : undefined;
}

/**
 * Begins the wait. Asking twice changes nothing: the wait does not begin anew.
 * @throws identity.suspended … for an account that may not act
 */
export async function askClosing(op: Operation, personId: string): Promise<Closing> {
  const person = await getPerson(op, personId);
  mayAct(person);
  const dueAt = new Date(op.at.getTime() + WAIT_DAYS * DAY_MS);
  return atomically(op, async op => {
    if (await insertClosing(op, personId, dueAt)) {
      await record(op, { kind: 'rights.closing_asked', personId, subjectId: personId });
      const text = messages(op.lang).rights.texts.asked(`${op.system.config.issuer}/me/rights`);
      if (person.mobile) await sendMessage(op, { channel: 'sms', to: person.mobile, text }, personId);
    }
    const closing = await findClosing(op, personId);
    if (!closing) throw new Fault('conflict', 'rights.closed');
    return closing;
  });
}

/** Twice is no error. */
export async function takeBackClosing(op: Operation, personId: string): Promise<void> {
  await atomically(op, async op => {
    if (!(await deleteClosing(op, personId))) return;
    await record(op, { kind: 'rights.closing_taken_back', personId, subjectId: personId });
  });
}

/**
 * In the background: closes the accounts whose wait is over, each in a transaction of its own. One that was suspended
 * meanwhile waits until it may act again: nobody gets away by closing.
 * @returns how many
 */
export async function closeDueAccounts(op: Operation): Promise<number> {
  const seen: string[] = [];
  let closed = 0;
  while (seen.length < BATCH) {
    const done = await atomically(op, async op => {
      const row = await lockDue(op, seen);
      if (!row) return undefined;
      seen.push(row.person_id);
      return closeNow(op, row.person_id);
    });
    if (done === undefined) break;
    if (done) closed += 1;
  }
  return closed;
}

/**
 * What is sealed becomes unreadable with its key; what opens anything is erased; what has to stay (the record, that a
 * consent was given and ended) stays under an id that leads to nobody any more.
 */
async function closeNow(op: Operation, personId: string): Promise<boolean> {
  const person = await findPerson(op, personId);
  if (person?.state !== 'active') return false;
  await dropCasesOf(op, personId);
  await endConsentsOfPerson(op, personId);
  for (const listener of listeners.get(op.system) ?? []) await listener(op, personId);
  await forgetFactors(op, personId);
  await forgetMessagesOf(op, personId);
  await forgetProfile(op, personId);
  await closePerson(op, personId);
  const text = messages(op.lang).rights.texts.closed;
  if (person.mobile) await sendMessage(op, { channel: 'sms', to: person.mobile, text }, null);
  await shredSubject(op, personId);
  await markClosed(op, personId);
  await record(op, { kind: 'rights.account_closed', subjectId: personId });
  return true;
}
