import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { personHash } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import { announce } from '../signals/index.ts';
import { enterHashing, hashPassword, verifyIn } from './credentials.ts';
import { tellOfFailures } from './notice.ts';
import { getPerson } from './person.ts';
import { putSecret, selectCandidate, selectSecret } from './store.ts';
import { bucketsOf, holdAttempt } from './throttle.ts';

/**
 * Whether this is the password of a person who is signed in. Failures count in the same buckets as at the door, so
 * that no other page gives more guesses.
 * @throws identity.wait {retryAfter}, web.busy {retryAfter}
 */
export async function confirmPassword(op: Operation, personId: string, password: string): Promise<boolean> {
  const person = await getPerson(op, personId);
  const { identifier } = person;
  const place = enterHashing();
  try {
    const buckets = bucketsOf(op, identifier);
    const attempt = holdAttempt(buckets);
    try {
      const hashes = buckets.map(({ bucket }) => bucket);
      const found = await selectCandidate(op, personHash(op.system.keys, identifier), hashes);
      await attempt.begin(op, found.buckets);
      const right = await verifyIn(place, found.secret, password);
      await atomically(op, async op => {
        if (right) await attempt.succeeded(op);
        else if (await attempt.failed(op)) await tellOfFailures(op, identifier, person);
      });
      return right;
    } finally {
      attempt.release();
    }
  } finally {
    place.leave();
  }
}

/**
 * Gives a person a password in place of the one that was.
 * @param also what belongs to it, in the same transaction
 * @throws identity.password_short, identity.password_long, web.busy
 */
export async function setPassword(
  op: Operation,
  personId: string,
  password: string,
  also: (op: Operation) => Promise<void>,
): Promise<void> {
  const secret = await hashPassword(password);
  await atomically(op, async op => {
    await putSecret(op, { id: randomUUID(), person_id: personId, secret });
    await record(op, { kind: 'identity.password_changed', personId, subjectId: personId });
    await announce(op, {
      kind: 'credential_change',
      personId,
      data: { credential_type: 'password', change_type: 'update' },
    });
    await also(op);
  });
}

export async function hasPassword(op: Operation, personId: string): Promise<boolean> {
  return (await selectSecret(op, personId)) !== null;
}
