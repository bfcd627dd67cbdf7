import { record } from '../audit/index.ts';
import { Fault, isFault } from '../errors.ts';
import { checkCode, parseNewPassword, sendCode } from '../factors/index.ts';
import { messages } from '../i18n/index.ts';
import type { Mobile, PersonId } from '../identifiers.ts';
import {
  type Enrolment,
  type Evidence,
  enrolPerson,
  findPersonByIdentifier,
  matchIdentity,
} from '../identity/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { fetchRecords } from './after.ts';
import { countAttempt, countGuess, forgetGuesses } from './limits.ts';
import { advance, closeVisit, newId, openVisit, type Visit } from './visit.ts';

/** What the person says of herself, parsed. */
export interface Claimed {
  readonly identifier: PersonId;
  readonly givenName: string;
  readonly familyName: string;
  /** ISO day */
  readonly birthDate: string;
  readonly mobile: Mobile;
}

/** Once it is done only `to` is left. */
export interface EnrolState {
  /** A path of ours to go on to. */
  readonly to: string;
  readonly claimed: Claimed;
  /** Where the code goes; who has an account gets a message at the number of that account in its place. */
  readonly number: Mobile;
  /** Whose account there is already. */
  readonly account: string | null;
  readonly evidence: readonly (Omit<Evidence, 'at'> & { readonly at: string })[];
}

export type EnrolVisit = Visit<EnrolState>;

/**
 * Matches and sends the first code. When a registry does not answer, what was typed is kept and the visit stands at
 * the step `check`.
 * @throws enrolment.wait, enrolment.minor, enrolment.deceased, identity.not_matched, identity.mobile_not_yours,
 *   factors.wait
 */
export async function beginEnrolment(
  op: Operation,
  claimed: Claimed,
  to: string,
  browser: string,
): Promise<EnrolVisit> {
  const id = newId();
  const state: EnrolState = { to, claimed, number: claimed.mobile, account: null, evidence: [] };
  const matched = await matchAndSend(op, id, state);
  return atomically(op, async op => {
    await record(op, { kind: 'enrolment.begun', data: { registries: matched !== undefined } });
    const step = matched ? 'code' : 'check';
    return openVisit(op, { id, kind: 'enrolment', step, state: matched ?? state }, browser);
  });
}

/**
 * The same again, after a registry did not answer.
 * @returns at the step `check` when it still does not
 * @throws as beginEnrolment; then what was typed was wrong and the visit is over
 */
export async function checkAgain(op: Operation, visit: EnrolVisit): Promise<EnrolVisit> {
  try {
    const state = await matchAndSend(op, visit.id, visit.state);
    if (!state) return visit;
    return (await advance(op, visit, 'code', state)) ?? { ...visit, step: 'code', state };
  } catch (error) {
    if (isFault(error) && error.kind === 'forbidden') await closeVisit(op, visit);
    throw error;
  }
}

/** @returns undefined when a registry does not answer */
async function matchAndSend(op: Operation, id: string, state: EnrolState): Promise<EnrolState | undefined> {
  const { claimed } = state;
  await countAttempt(op, 'enrolment', claimed.identifier, claimed.mobile);
  const evidence = await match(op, claimed);
  if (!evidence) return undefined;
  const account = await findPersonByIdentifier(op, claimed.identifier);
  const kept = evidence.map(({ at, ...one }) => ({ ...one, at: at.toISOString() }));
  const matched: EnrolState = {
    ...state,
    number: account?.mobile ?? claimed.mobile,
    account: account?.id ?? null,
    evidence: kept,
  };
  await send(op, id, matched);
  return matched;
}

async function send(op: Operation, id: string, { number, account }: EnrolState): Promise<void> {
  const text = messages(op.lang).enrolment.texts.haveAccount(`${op.system.config.issuer}/recover`);
  await sendCode(op, { kind: 'enrolment', who: id, to: number }, account, account ? { text } : {});
}

async function match(op: Operation, claimed: Claimed): Promise<Evidence[] | undefined> {
  try {
    return await matchIdentity(op, { ...claimed, name: nameOf(claimed) });
  } catch (error) {
    if (!isFault(error)) throw error;
    if (error.code === 'identity.cannot_check') return undefined;
    await record(op, { kind: 'enrolment.refused', data: { code: error.code } });
    if (error.code === 'identity.minor') throw new Fault('forbidden', 'enrolment.minor');
    if (error.code === 'identity.deceased') throw new Fault('forbidden', 'enrolment.deceased');
    throw error;
  }
}

/** @throws factors.wait */
export function sendAgain(op: Operation, visit: EnrolVisit): Promise<void> {
  return send(op, visit.id, visit.state);
}

/** @throws factors.code_wrong, factors.code_expired, enrolment.wait */
export async function confirmMobile(op: Operation, visit: EnrolVisit, code: string): Promise<void> {
  const { claimed, number, account, evidence } = visit.state;
  await countGuess(op, 'enrolment', claimed.identifier);
  await checkCode(op, { kind: 'enrolment', who: visit.id, to: number }, code);
  // Nobody was sent this code: whoever guessed it does not get further than any other guess.
  if (account) throw new Fault('forbidden', 'factors.code_wrong');
  const confirmed = { registry: 'mobile', result: 'confirmed', at: op.at.toISOString() } as const;
  await atomically(op, async op => {
    await forgetGuesses(op, 'enrolment', claimed.identifier);
    await record(op, { kind: 'enrolment.confirmed' });
    await advance(op, visit, 'password', { ...visit.state, evidence: [...evidence, confirmed] });
  });
}

/** @throws identity.exists, web.busy, and what parseNewPassword throws */
export async function finishEnrolment(op: Operation, visit: EnrolVisit, password: string): Promise<void> {
  const { claimed, evidence, to } = visit.state;
  const enrolment: Enrolment = { ...claimed, name: nameOf(claimed), password };
  parseNewPassword(password, enrolment);
  const proven = evidence.map(one => ({ ...one, at: new Date(one.at) }));
  const person = await enrolPerson(op, enrolment, proven);
  await advance<{ to: string }>(op, visit, 'done', { to });
  await fetchRecords(op, person);
}

/** Names in Latin letters are in no register that is asked here. */
function nameOf({ givenName, familyName }: Claimed): Enrolment['name'] {
  return { fa: `${givenName} ${familyName}`, en: '' };
}
