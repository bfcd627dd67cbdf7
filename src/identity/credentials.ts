import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { Fault } from '../errors.ts';
import { latinDigits, persianLetters } from '../text.ts';
import { createQueue, type Place } from './queue.ts';

/**
 * argon2id by OWASP's second choice: 19 MiB, two passes, one lane; 70 to 100 a second and core where the processor has
 * AVX2. Raised here, and nowhere else.
 */
const ARGON2ID = 2;
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const SHORTEST_PASSWORD = 10;
const LONGEST = 128;

/**
 * argon2 works in the threads of libuv, of which there are four: one is left for files and names. One processor is
 * left to the event loop, which answers everybody else and says no to who finds the queue full. The queue is short
 * enough that who is in it is answered within about two seconds.
 */
const running = Math.max(1, Math.min(availableParallelism() - 1, 3));
const queue = createQueue({ running, waiting: running * 64, near: running * 8, retryAfter: 2 });

/**
 * A place in the queue of password checks. Taken before anything is read: who finds none hears it at once, also while those
 * who came at the same moment are still being looked up. Leave it in a `finally`.
 * @throws web.busy when there is none
 */
export function enterHashing(): Place {
  return queue.enter();
}

/** For the metrics: `done` counts every argon2 computation of this process. */
export type HashingState = ReturnType<typeof queue.state>;
export function hashingState(): HashingState {
  return queue.state();
}

/**
 * What is hashed: NFKC, digits and letters of any keyboard as one (a Persian keyboard types ۱۴۰۵, an Arabic one ي).
 * Longer text than allowed is not read: it becomes a text that no password equals.
 */
function normalForm(password: string): string {
  if (password.length > LONGEST) return '';
  return persianLetters(latinDigits(password.normalize('NFKC')));
}

/** Checks a password that someone chooses. @throws identity.password_short, identity.password_long */
export function parsePassword(password: string): string {
  if (password.length > LONGEST) throw new Fault('bad_input', 'identity.password_long', { most: LONGEST });
  if ([...normalForm(password)].length < SHORTEST_PASSWORD)
    throw new Fault('bad_input', 'identity.password_short', { least: SHORTEST_PASSWORD });
  return password;
}

/** The PHC string of a password. @throws web.busy */
export async function hashPassword(password: string): Promise<string> {
  const place = queue.enter();
  try {
    return await hashIn(place, parsePassword(password));
  } finally {
    place.leave();
  }
}

export function hashIn(place: Place, password: string): Promise<string> {
  return place.run(() => hash(normalForm(password), COST));
}

/** No password has this hash: random bytes were hashed and forgotten. */
let nobody: Promise<string> | undefined;

/**
 * One argon2 computation in every case: where there is no such person, or no password, against a hash of the same
 * cost that nothing matches.
 */
export async function verifyIn(place: Place, secret: string | null, password: string): Promise<boolean> {
  nobody ??= hash(randomBytes(32), COST);
  const against = secret ?? (await nobody);
  const right = await place.run(() => verify(against, normalForm(password)));
  return right && secret !== null;
}

/** True when a stored hash was made at another cost than today's. */
export function isOutdated(secret: string): boolean {
  const made = parseOptions(secret);
  return (Object.keys(COST) as (keyof typeof COST)[]).some(key => made[key] !== COST[key]);
}
