import { record } from '../audit/index.ts';
import { Fault, isFault } from '../errors.ts';
import {
  checkCode,
  type Factors,
  listFactors,
  parseNewPassword,
  type SecondFactor,
  sendCode,
  verifySecondFactor,
} from '../factors/index.ts';
import { messages } from '../i18n/index.ts';
import type { Mobile, PersonId } from '../identifiers.ts';
import {
  type Evidence,
  findPersonByIdentifier,
  getPerson,
  keepEvidence,
  mayAct,
  setPassword,
} from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { countAgain, countAttempt, countGuess, forgetGuesses } from './limits.ts';
import { numberForRecovery, undoChange } from './mobile.ts';
import { askShahkar } from './shahkar.ts';
import { advance, closeVisit, newId, openVisit, type Step, type Visit } from './visit.ts';

/** Once it is done only `to` is left. */
export interface RecoverState {
  readonly to: string;
  readonly identifier: PersonId;
  /** null: there is nobody, and the pages go on all the same, up to the code. */
  readonly personId: string | null;
  readonly number: Mobile;
}

export type RecoverVisit = Visit<RecoverState>;

/**
 * Sends a code to the mobile of the person with this identifier and birth date. Where there is no such person, or
 * her account is not active, the same statements run and nothing is sent.
 * @throws enrolment.wait
 */
export async function beginRecovery(
  op: Operation,
  who: { readonly identifier: PersonId; readonly birthDate: string },
  to: string,
  browser: string,
): Promise<RecoverVisit> {
  await countAttempt(op, 'recovery', who.identifier);
  const found = await findPersonByIdentifier(op, who.identifier);
  const number = await numberForRecovery(op, found);
  const isRight = found?.state === 'active' && found.birthDate === who.birthDate && number !== null;
  const state: RecoverState = {
    to,
    identifier: who.identifier,
    personId: isRight ? found.id : null,
    number: isRight ? number : (`nobody ${who.identifier}` as Mobile),
  };
  const id = newId();
  await sendQuietly(op, id, state);
  return atomically(op, async op => {
    const data = { sent: isRight };
    await record(op, { kind: 'enrolment.recovery_begun', subjectId: found?.id ?? null, data });
    return openVisit(op, { id, kind: 'recovery', step: 'code', state }, browser);
  });
}

/** A number that has got too many codes gets none; only whose number it is may see that. */
async function sendQuietly(op: Operation, id: string, { number, personId }: RecoverState): Promise<void> {
  try {
    const nobody = personId === null;
    await sendCode(op, { kind: 'recovery', who: id, to: number }, personId, { nobody });
  } catch (error) {
    if (!isFault(error, 'factors.wait')) throw error;
  }
}

/** @throws enrolment.wait */
export async function sendRecoveryAgain(op: Operation, visit: RecoverVisit): Promise<void> {
  await countAgain(op, 'code', visit.id);
  await sendQuietly(op, visit.id, visit.state);
}

/**
 * The code, then Shahkar: only who holds the mobile comes to where an answer depends on the person.
 * @returns the visit at the step that is due; at `check` when Shahkar does not answer
 * @throws factors.code_wrong, factors.code_expired, enrolment.wait, enrolment.number_lost
 */
export async function confirmRecovery(
  op: Operation,
  visit: RecoverVisit,
  code: string,
): Promise<RecoverVisit | undefined> {
  const { identifier, personId, number } = visit.state;
  await countGuess(op, 'recovery', identifier);
  await checkCode(op, { kind: 'recovery', who: visit.id, to: number }, code);
  if (personId === null) throw new Fault('forbidden', 'factors.code_wrong');
  await forgetGuesses(op, 'recovery', identifier);
  const confirmed = await advance(op, visit, 'check');
  return confirmed && checkNumber(op, confirmed);
}

/** @returns at `check` when Shahkar does not answer @throws enrolment.number_lost, enrolment.wait */
export async function checkNumber(op: Operation, visit: RecoverVisit): Promise<RecoverVisit | undefined> {
  const { identifier, number } = visit.state;
  const personId = personOf(visit);
  await countAgain(op, 'check', visit.id);
  const evidence = await askShahkar(op, identifier, number);
  if (!evidence) return visit;
  if (evidence.result !== 'matched') return refuseNumber(op, visit, personId, evidence);
  const next: Step = needsFactor(await listFactors(op, personId)) ? 'factor' : 'password';
  return atomically(op, async op => {
    await keepEvidence(op, personId, [evidence]);
    return advance(op, visit, next);
  });
}

async function refuseNumber(
  op: Operation,
  visit: RecoverVisit,
  personId: string,
  evidence: Evidence,
): Promise<never> {
  const fault = new Fault('forbidden', 'enrolment.number_lost');
  await atomically(op, async op => {
    await keepEvidence(op, personId, [evidence]);
    await record(op, {
      kind: 'enrolment.recovery_refused',
      subjectId: personId,
      data: { code: fault.code },
    });
    await closeVisit(op, visit);
  });
  throw fault;
}

/** A mobile alone does not give back an account that is guarded by more. */
function needsFactor({ passkeys, totp, recoveryCodesLeft }: Factors): boolean {
  return passkeys.length > 0 || totp !== undefined || recoveryCodesLeft > 0;
}

/** What the person may prove it with. Never a code to the same mobile. */
export async function factorsOf(op: Operation, visit: RecoverVisit) {
  const { passkeys, totp, recoveryCodesLeft } = await listFactors(op, personOf(visit));
  return { passkey: passkeys.length > 0, totp: totp !== undefined, recovery: recoveryCodesLeft > 0 };
}

/** @throws what verifySecondFactor throws, enrolment.other_factor */
export async function confirmFactor(op: Operation, visit: RecoverVisit, factor: SecondFactor): Promise<void> {
  if (factor.kind === 'sms') throw new Fault('bad_input', 'enrolment.other_factor');
  await verifySecondFactor(op, personOf(visit), factor, { bound: visit.id });
  await advance(op, visit, 'password');
}

/**
 * Gives the new password, and everything that the old one had opened ends.
 * @throws enrolment.over, identity.suspended …, web.busy, and what parseNewPassword throws
 */
export async function finishRecovery(
  op: Operation,
  visit: RecoverVisit,
  password: string,
  endSessions: (op: Operation, personId: string) => Promise<void>,
): Promise<void> {
  const personId = personOf(visit);
  const { to, number } = visit.state;
  const as: Operation = { ...op, actor: { kind: 'person', personId } };
  const person = await getPerson(as, personId);
  mayAct(person);
  parseNewPassword(password, person);
  await setPassword(as, personId, password, async op => {
    if (!(await advance<{ to: string }>(op, visit, 'done', { to })))
      throw new Fault('conflict', 'enrolment.over');
    if (person.mobile !== number) await undoChange(op, personId, number);
    await record(op, { kind: 'enrolment.recovered', subjectId: personId });
    const text = messages(op.lang).enrolment.texts.recovered;
    await sendMessage(op, { channel: 'sms', to: number, text }, personId);
    await endSessions(op, personId);
  });
}

export function personOf(visit: RecoverVisit): string {
  if (visit.state.personId === null) throw new Fault('forbidden', 'enrolment.over');
  return visit.state.personId;
}
