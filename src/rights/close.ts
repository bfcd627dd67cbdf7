import { record } from '../audit/index.ts';
import { dropCasesOf } from '../cases/index.ts';
import { endConsentsOfPerson } from '../consent/index.ts';
import { Fault } from '../errors.ts';
import { forgetFactors } from '../factors/index.ts';
import { messages } from '../i18n/index.ts';
import { closePerson, findPerson, getPerson, mayAct } from '../identity/index.ts';
import { errorFacts } from '../log.ts';
import { forgetMessagesOf, sendMessage } from '../messages/index.ts';
import { atomically, type Operation, type System } from '../operation.ts';
import { forgetProfile } from '../profile/index.ts';
import { shredSubject } from '../vault/index.ts';
import {
  deleteClosing,
  insertClosing,
  lockDue,
  markClosed,
  postponeClosing,
  selectClosing,
} from './store.ts';

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
 * In the background: closes the accounts whose wait is over, each in a transaction of its own. One that may not act
 * (suspended meanwhile, or called dead, which the register may take back) waits until it may: nobody gets away by
 * closing. It is looked at again a day later, and so is one that could not be closed: no account waits behind it.
 * @returns how many
 */
export async function closeDueAccounts(op: Operation): Promise<number> {
  let closed = 0;
  for (let looked = 0; looked < BATCH; looked += 1) {
    const done = await closeNext(op);
    if (done === undefined) break;
    if (done) closed += 1;
  }
  return closed;
}

/** @returns undefined: nothing is due; false: it was not closed now */
async function closeNext(op: Operation): Promise<boolean | undefined> {
  let personId: string | undefined;
  try {
    return await atomically(op, async op => {
      personId = (await lockDue(op))?.person_id;
      return personId === undefined ? undefined : closeNow(op, personId);
    });
  } catch (error) {
    if (personId === undefined) throw error;
    op.system.log.error({ tracking: op.tracking, ...errorFacts(error) }, 'an account could not be closed');
    await postpone(op, personId);
    return false;
  }
}

async function postpone(op: Operation, personId: string): Promise<false> {
  await postponeClosing(op, personId, new Date(op.at.getTime() + DAY_MS));
  return false;
}

/**
 * What is sealed becomes unreadable with its key; what opens anything is erased; what has to stay (the record, that a
 * consent was given and ended) stays under an id that leads to nobody any more.
 */
async function closeNow(op: Operation, personId: string): Promise<boolean> {
  const person = await findPerson(op, personId);
  // Closed before: another account goes on in its place.
  if (!person || person.state === 'closed') {
    await markClosed(op, personId);
    return false;
  }
  if (person.state !== 'active') return postpone(op, personId);
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
