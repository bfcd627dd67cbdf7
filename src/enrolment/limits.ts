import { Fault } from '../errors.ts';
import { countUse, forgetUses, type Limit } from '../identity/index.ts';
import type { Operation } from '../operation.ts';

const MINUTE = 60;
const QUARTER = 15 * MINUTE;

/** Waits grow from five seconds; nobody is shut out for good by a stranger. */
const growing = { leakSeconds: QUARTER, ceilingSeconds: QUARTER, firstWaitSeconds: 5 };

type What = 'enrolment' | 'recovery' | 'mobile_change';

/**
 * Each time that the registries would be asked, or a code sent: by identifier, by number, by address, and tightly by
 * identifier and address together, so that a stranger elsewhere makes the person wait little. Counted whether there
 * is such a person or not.
 * @throws enrolment.wait {retryAfter}
 */
export async function countAttempt(
  op: Operation,
  what: What,
  identifier: string,
  number?: string,
): Promise<void> {
  const pair = `${identifier} ${op.address ?? ''}`;
  await mustNotWait(op, { name: what, by: 'address', free: 60, ...growing, leakSeconds: MINUTE });
  await mustNotWait(op, { name: what, by: { person: pair }, free: 8, ...growing });
  await mustNotWait(op, {
    name: what,
    by: { person: identifier },
    free: 30,
    ...growing,
    ceilingSeconds: 5 * MINUTE,
  });
  if (number !== undefined) await mustNotWait(op, { name: what, by: { number }, free: 15, ...growing });
}

/**
 * Guesses at codes over all that is begun for one identifier: beginning anew gives no more of them. The wait stays
 * short, because each code ends after five looks and codes are sent more and more slowly.
 */
function guesses(what: What, identifier: string): Limit {
  return { name: `${what} code`, by: { person: identifier }, free: 10, ...growing, ceilingSeconds: MINUTE };
}

/** Counted before the code is looked at. @throws enrolment.wait {retryAfter} */
export async function countGuess(op: Operation, what: What, identifier: string): Promise<void> {
  await mustNotWait(op, {
    name: `${what} code`,
    by: 'address',
    free: 60,
    ...growing,
    leakSeconds: MINUTE,
  });
  await mustNotWait(op, guesses(what, identifier));
}

export function forgetGuesses(op: Operation, what: What, identifier: string): Promise<void> {
  return forgetUses(op, guesses(what, identifier));
}

/** What may be asked again within one visit: a code, a registry that was down. @throws enrolment.wait {retryAfter} */
export async function countAgain(op: Operation, what: 'code' | 'check', visitId: string): Promise<void> {
  const free = what === 'code' ? 1 : 10;
  const name = `again ${what}`;
  await mustNotWait(op, { name, by: { person: visitId }, free, ...growing, firstWaitSeconds: MINUTE });
}

async function mustNotWait(op: Operation, limit: Limit): Promise<void> {
  const { wait } = await countUse(op, limit);
  if (wait > 0) throw new Fault('too_many', 'enrolment.wait', { retryAfter: wait });
}
