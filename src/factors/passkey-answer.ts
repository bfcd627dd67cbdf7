import { record } from '../audit/index.ts';
import { Fault, isFault } from '../errors.ts';
import { findPerson, isMinor, mayAct, type Person } from '../identity/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { newChallenge, readChallenge } from './challenge.ts';
import { amrOf, type Level, levelOf, type Method } from './level.ts';
import { countWrongPasskey } from './limits.ts';
import { type PasskeyRow, selectPasskeyByCredential, selectPasskeys, touchPasskey } from './passkey-store.ts';
import { spentId, toKnown, userHandle } from './passkeys.ts';
import { spendChallenge } from './store.ts';
import {
  type Answer,
  type RequestOptions,
  readAnswer,
  requestOptions,
  siteOf,
  verifyAssertion,
} from './webauthn.ts';

/**
 * What a browser needs to answer with a passkey.
 * @param personId whose passkeys; undefined lets the authenticator say who it is
 * @param bound what the answer must come from too (the uid of an interaction); give the same when it is verified
 */
export async function passkeyOptions(
  op: Operation,
  personId: string | undefined,
  bound?: string,
): Promise<RequestOptions> {
  const { config, keys } = op.system;
  const challenge = newChallenge(keys, { kind: 'assertion', personId, bound }, op.at);
  const known = personId === undefined ? undefined : (await selectPasskeys(op, personId)).map(toKnown);
  return requestOptions(siteOf(config.issuer), challenge, known);
}

/** A right answer that has not been spent yet. */
export interface RightAnswer {
  readonly personId: string;
  readonly amr: string[];
  /** Inside the transaction that lets the person in. @returns false when it was used meanwhile */
  spend(op: Operation): Promise<boolean>;
}

/** undefined for whatever is wrong with the answer: nobody is told which part. */
export async function checkPasskeyAnswer(
  op: Operation,
  personId: string | undefined,
  text: string,
  bound: string | undefined,
): Promise<RightAnswer | undefined> {
  const { config, keys } = op.system;
  const answer = readAnswer(text);
  const until =
    answer && readChallenge(keys, { kind: 'assertion', personId, bound }, answer.challenge, op.at);
  if (!answer || !until) return undefined;
  const row = await selectPasskeyByCredential(op, answer.credentialId);
  if (!row || (personId ?? row.person_id) !== row.person_id || !isOf(op, row, answer, personId))
    return undefined;
  const said = await verifyAssertion(siteOf(config.issuer), answer, {
    publicKey: row.public_key,
    counter: Number(row.counter),
  });
  // What can be copied stays so, and what cannot stays so: a key that says otherwise is another one.
  if (!said || said.deviceType !== row.device_type) return undefined;
  const hardware = row.hardware_bound && !said.backedUp;
  const methods: Method[] = ['pop', hardware ? 'hwk' : 'swk', 'user'];
  return {
    personId: row.person_id,
    amr: amrOf(methods),
    spend: async op =>
      (await spendChallenge(op, spentId(keys, answer.challenge), until)) &&
      (await touchPasskey(op, row.id, row.counter, said)),
  };
}

/** Who signs in by passkey alone is named by the authenticator, and by the right name. */
function isOf(op: Operation, row: PasskeyRow, answer: Answer, personId: string | undefined): boolean {
  if (!answer.userHandle) return personId !== undefined;
  return answer.userHandle.equals(userHandle(op.system.keys, row.person_id));
}

export interface SignedIn {
  readonly person: Person;
  readonly amr: string[];
  readonly level: Level;
}

/**
 * Signs a person in by a passkey of its own, without an identifier or a password.
 * @param alongside written in the transaction that puts it on the record
 * @throws factors.passkey_refused for whatever is wrong; identity.deceased, identity.suspended, identity.closed,
 *   identity.minor to who holds the passkey; factors.wait {retryAfter}
 */
export async function signInByPasskey(
  op: Operation,
  answer: string,
  bound?: string,
  alongside?: (op: Operation, who: SignedIn) => Promise<void>,
): Promise<SignedIn> {
  const right = await checkPasskeyAnswer(op, undefined, answer, bound);
  const person = right && (await findPerson(op, right.personId));
  const refusal = person && whyNot(person, op.at);
  const who = right && person && { person, amr: right.amr, level: levelOf(right.amr, true) };
  const done = who && (await atomically(op, op => admit(op, right, who, refusal, alongside)));
  if (!done) {
    await countWrongPasskey(op);
    await record(op, { kind: 'factors.refused', data: { factor: 'passkey' } });
    throw new Fault('unauthenticated', 'factors.passkey_refused');
  }
  if (refusal) throw refusal;
  return who;
}

async function admit(
  op: Operation,
  right: RightAnswer,
  who: SignedIn,
  refusal: Fault | undefined,
  alongside: ((op: Operation, who: SignedIn) => Promise<void>) | undefined,
): Promise<boolean> {
  if (!(await right.spend(op))) return false;
  await record(op, {
    ...(refusal
      ? { kind: 'identity.sign_in_refused', data: { code: refusal.code } }
      : { kind: 'identity.signed_in', personId: who.person.id, data: { amr: who.amr } }),
    subjectId: who.person.id,
  });
  if (!refusal) await alongside?.(op, who);
  return true;
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
