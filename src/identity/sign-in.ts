import { type NewEvent, record } from '../audit/index.ts';
import { Fault, isFault } from '../errors.ts';
import { parsePersonId } from '../identifiers.ts';
import { keyedHash, personHash } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import { comparable, identifierDigits } from '../text.ts';
import { isMinor } from './age.ts';
import { enterHashing, hashIn, isOutdated, verifyIn } from './credentials.ts';
import { tellOfFailures } from './notice.ts';
import { mayAct, type Person, toPerson } from './person.ts';
import type { Place } from './queue.ts';
import { raiseSecret, selectCandidate } from './store.ts';
import { type Attempt, bucketsOf, holdAttempt } from './throttle.ts';

/**
 * Writes what belongs to a success.
 * @param entry has to be written with it, as one; undefined: it is written, in the transaction of `op`
 */
type Alongside = (op: Operation, person: Person, entry: NewEvent | undefined) => Promise<void>;

/**
 * The person whose password this is. An identifier that is malformed or of nobody, and a wrong password, take the
 * same way: one read, one argon2 computation, one transaction, one answer. Why an account may not be used is told
 * only to who knows its password. Success costs one read and one commit.
 * @param alongside writes what belongs to a success
 * @throws identity.sign_in_refused, identity.deceased, identity.suspended, identity.closed, identity.minor,
 *   identity.renumbered, identity.merged, identity.wait {retryAfter}, web.busy {retryAfter}
 */
export async function signInByPassword(
  op: Operation,
  input: {
    readonly identifier: string;
    readonly password: string;
    /** Taken at the door; left here. */
    readonly place?: Place | undefined;
  },
  alongside: Alongside = async (op, _person, entry) => {
    if (entry) await record(op, entry);
  },
): Promise<Person> {
  const place = input.place ?? enterHashing();
  try {
    const { who, hash } = subjectOf(op, input.identifier);
    const buckets = bucketsOf(op, who);
    const attempt = holdAttempt(buckets);
    try {
      const hashes = buckets.map(({ bucket }) => bucket);
      const { person: row, secret, former, buckets: counted } = await selectCandidate(op, hash, hashes);
      await attempt.begin(op, counted);
      const right = await verifyIn(place, secret, input.password);
      const person = row && toPerson(op.system.keys, row);
      if (!right || !person || !secret) return await refuse(op, attempt, who, person);
      const raise = await raised(place, secret, input.password);
      return await admit(op, attempt, { person, former, raise }, alongside);
    } finally {
      attempt.release();
    }
  } finally {
    place.leave();
  }
}

/** The normal form that failures are counted by, and the hash that a person is looked up by, if there can be one. */
function subjectOf(op: Operation, typed: string): { who: string; hash: Buffer } {
  try {
    const id = parsePersonId(typed);
    return { who: id, hash: personHash(op.system.keys, id) };
  } catch (error) {
    if (!isFault(error)) throw error;
    const short = typed.slice(0, 64);
    const who = identifierDigits(short) ?? comparable(short);
    return { who, hash: keyedHash(op.system.keys.lookup, 'malformed', who) };
  }
}

async function refuse(
  op: Operation,
  attempt: Attempt,
  who: string,
  person: Person | undefined,
): Promise<never> {
  await atomically(op, async op => {
    if (await attempt.failed(op)) await tellOfFailures(op, who, person);
    await record(op, { kind: 'identity.sign_in_refused', subjectId: person?.id ?? null });
  });
  throw new Fault('unauthenticated', 'identity.sign_in_refused');
}

interface Raised {
  readonly from: string;
  readonly to: string;
}

/** The hash at today's cost, where the stored one is of another. */
async function raised(place: Place, secret: string, password: string): Promise<Raised | undefined> {
  return isOutdated(secret) ? { from: secret, to: await hashIn(place, password) } : undefined;
}

/** Whoever knew the password. */
interface Known {
  readonly person: Person;
  /** By a number that the register replaced: she is told to come with the other. */
  readonly former: 'renumbered' | 'merged' | null;
  readonly raise: Raised | undefined;
}

async function admit(
  op: Operation,
  attempt: Attempt,
  { person, former, raise }: Known,
  alongside: Alongside,
): Promise<Person> {
  const refusal = former ? new Fault('forbidden', `identity.${former}`) : whyNot(person, op.at);
  const entry: NewEvent = {
    ...(refusal
      ? { kind: 'identity.sign_in_refused', data: { code: refusal.code } }
      : { kind: 'identity.signed_in', personId: person.id }),
    subjectId: person.id,
  };
  // As nearly always: nothing failed before, and the hash is of today. Then one statement does.
  if (!refusal && !raise && !attempt.marked()) {
    await alongside(op, person, entry);
    return person;
  }
  await atomically(op, async op => {
    await attempt.succeeded(op);
    if (raise) await raiseSecret(op, person.id, raise.from, raise.to);
    await record(op, entry);
    if (!refusal) await alongside(op, person, undefined);
  });
  if (refusal) throw refusal;
  return person;
}

function whyNot(person: Person, at: Date): Fault | undefined {
  try {
    mayAct(person);
    return isMinor(person.birthDate, at) ? new Fault('forbidden', 'identity.minor') : undefined;
  } catch (error) {
    if (isFault(error)) return error;
    throw error;
  }
}
