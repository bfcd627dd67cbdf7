import { Fault } from '../errors.ts';
import { checkCode, sendCode } from '../factors/index.ts';
import { messages } from '../i18n/index.ts';
import type { Mobile } from '../identifiers.ts';
import { changeMobile, type Evidence, getPerson, type Person } from '../identity/index.ts';
import { sendMessage } from '../messages/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { openSubject, unwrapKey } from '../vault/index.ts';
import { fetchMobile } from './after.ts';
import { countAttempt, countGuess, forgetGuesses } from './limits.ts';
import { askShahkar } from './shahkar.ts';
import { deleteChange, putChange, selectChange } from './store.ts';
import { closeVisit, findVisit, openVisit, type Visit } from './visit.ts';

export interface MobileState {
  readonly mobile: Mobile;
  readonly evidence: Omit<Evidence, 'at'> & { readonly at: string };
}

/** So long a new number does not count for recovery: time for the old one to object. */
const WAIT_HOURS = 72;
const WHAT = 'mobile change';
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Whose mobile is changed, in which session: one change under way for each. */
export interface Changing {
  readonly personId: string;
  readonly sessionUid: string;
}

const idOf = ({ personId, sessionUid }: Changing) => `${personId} ${sessionUid}`;

export function findMobileVisit(op: Operation, who: Changing): Promise<Visit<MobileState> | undefined> {
  return findVisit<MobileState>(op, 'mobile_change', idOf(who), who.sessionUid);
}

/**
 * Asks Shahkar, and sends a code to the new number.
 * @throws enrolment.same_mobile, enrolment.mobile_not_yours, enrolment.registry_down, enrolment.wait, factors.wait
 */
export async function beginChange(op: Operation, who: Changing, mobile: Mobile): Promise<void> {
  const person = await getPerson(op, who.personId);
  if (person.mobile === mobile) throw new Fault('conflict', 'enrolment.same_mobile');
  await countAttempt(op, 'mobile_change', person.identifier, mobile);
  const evidence = await askShahkar(op, person.identifier, mobile);
  if (!evidence) throw new Fault('unavailable', 'enrolment.registry_down', { retryAfter: 60 });
  if (evidence.result !== 'matched') throw new Fault('forbidden', 'enrolment.mobile_not_yours');
  await sendCode(op, codeFor(who, mobile), who.personId);
  const state: MobileState = { mobile, evidence: { ...evidence, at: evidence.at.toISOString() } };
  await openVisit(op, { id: idOf(who), kind: 'mobile_change', step: 'code', state }, who.sessionUid);
}

/** @throws factors.wait */
export async function sendToNewAgain(op: Operation, who: Changing, visit: Visit<MobileState>): Promise<void> {
  await sendCode(op, codeFor(who, visit.state.mobile), who.personId);
}

function codeFor({ personId }: Changing, to: Mobile) {
  return { kind: 'mobile_change', who: personId, to } as const;
}

/** @throws factors.code_wrong, factors.code_expired, enrolment.wait, enrolment.over */
export async function confirmChange(
  op: Operation,
  who: Changing,
  visit: Visit<MobileState>,
  code: string,
): Promise<void> {
  const { personId } = who;
  const { mobile, evidence } = visit.state;
  const { identifier } = await getPerson(op, personId);
  await countGuess(op, 'mobile_change', identifier);
  await checkCode(op, codeFor(who, mobile), code);
  const changed = await atomically(op, async op => {
    await forgetGuesses(op, 'mobile_change', identifier);
    if (!(await closeVisit(op, visit))) throw new Fault('conflict', 'enrolment.over');
    const before = await changeMobile(op, personId, mobile, [{ ...evidence, at: new Date(evidence.at) }]);
    await putChange(op, {
      person_id: personId,
      sealed: (await openSubject(op, personId)).seal(WHAT, { number: before.mobile }),
      changed_at: op.at,
      counts_from: new Date(op.at.getTime() + WAIT_HOURS * 3_600_000),
    });
    const text = messages(op.lang).enrolment.texts.mobileChanged(`${op.system.config.issuer}/recover`);
    if (before.mobile) await sendMessage(op, { channel: 'sms', to: before.mobile, text }, personId);
    return { ...before, mobile };
  });
  await fetchMobile(op, changed);
}

/** Until when the newest number does not count for recovery; undefined: it counts. */
export async function waitsUntil(op: Operation, personId: string): Promise<Date | undefined> {
  return (await selectChange(op, personId))?.counts_from;
}

/** The number that recovery goes to: within the wait after a change, the one before it. One statement in any case. */
export async function numberForRecovery(op: Operation, person: Person | undefined): Promise<Mobile | null> {
  const row = await selectChange(op, person?.id ?? NOBODY);
  if (!row?.wrapped_key) return person?.mobile ?? null;
  return unwrapKey(op.system.keys, row.person_id, row.wrapped_key).open<{ number: Mobile | null }>(
    WHAT,
    row.sealed,
  ).number;
}

/** Who has recovered by the number before a change has objected to it: that number is the person's again. */
export async function undoChange(op: Operation, personId: string, number: Mobile): Promise<void> {
  const before = await changeMobile(op, personId, number, []);
  await deleteChange(op, personId);
  const text = messages(op.lang).enrolment.texts.changeUndone;
  if (before.mobile) await sendMessage(op, { channel: 'sms', to: before.mobile, text }, personId);
}
