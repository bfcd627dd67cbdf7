import { Fault } from '../errors.ts';
import { countUse, forgetUses, type Limit, takeBackUse } from '../identity/index.ts';
import type { Operation } from '../operation.ts';

export type FactorKind = 'totp' | 'sms' | 'recovery' | 'passkey' | 'certificate';

const HOUR = 3600;

/** Guesses at a factor: five are free, then the wait doubles; nobody is shut out for more than a quarter of an hour. */
function guesses(factor: FactorKind, personId: string): { person: Limit; address: Limit } {
  const name = `guess ${factor}`;
  return {
    person: { name, by: { person: personId }, free: 5, leakSeconds: HOUR / 4, ceilingSeconds: HOUR / 4 },
    address: { name, by: 'address', free: 50, leakSeconds: 60, ceilingSeconds: HOUR / 4 },
  };
}

/** A guess that was let through and counted; a right one takes itself back. */
export interface Guess {
  /** True for the first one that makes the next wait: the person hears of it. */
  readonly isRun: boolean;
  wasRight(op: Operation): Promise<void>;
}

/** Counts a guess before it is looked at. @throws factors.wait {retryAfter} */
export async function countGuess(op: Operation, factor: FactorKind, personId: string): Promise<Guess> {
  const { person, address } = guesses(factor, personId);
  await mustNotWait(op, address);
  const uses = await mustNotWait(op, person);
  return {
    isRun: uses === person.free + 1,
    wasRight: async op => {
      await forgetUses(op, person);
      await takeBackUse(op, address);
    },
  };
}

/** Codes that are sent cost money and annoy: by person, by number, by address. @throws factors.wait {retryAfter} */
export async function countSending(op: Operation, who: string, number: string | undefined): Promise<void> {
  const name = 'code sent';
  const slow = { leakSeconds: HOUR / 4, ceilingSeconds: HOUR, firstWaitSeconds: 30 };
  await mustNotWait(op, { name, by: 'address', free: 30, ...slow, leakSeconds: 60 });
  await mustNotWait(op, { name, by: { person: who }, free: 2, ...slow });
  if (number) await mustNotWait(op, { name, by: { number }, free: 3, ...slow });
}

/** Answers of passkeys cannot be guessed: only who sends wrong ones without end is slowed down. */
export async function countWrongPasskey(op: Operation): Promise<void> {
  await mustNotWait(op, {
    name: 'wrong passkey',
    by: 'address',
    free: 50,
    leakSeconds: 60,
    ceilingSeconds: HOUR / 4,
  });
}

async function mustNotWait(op: Operation, limit: Limit): Promise<number> {
  const { wait, uses } = await countUse(op, limit);
  if (wait > 0) throw new Fault('too_many', 'factors.wait', { retryAfter: wait });
  return uses;
}
