import { Secret, TOTP } from 'otpauth';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { getPerson } from '../identity/index.ts';
import { seal, unseal } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import { identifierDigits } from '../text.ts';
import { openSubject, unwrapKey } from '../vault/index.ts';
import { announceCredential } from './announce.ts';
import { tell } from './notices.ts';
import { deleteTotp, putTotp, selectTotp, spendStep } from './store.ts';

const PERIOD = 30;
/** One half minute before and after: phones' clocks differ. */
const WINDOW = 1;
/** Until when the page with the new secret may be sent back. */
const OFFER_MS = 15 * 60_000;
const WHAT = 'totp';

function generator(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: 'Yekbar', label, secret: Secret.fromBase32(secret), period: PERIOD });
}

/** The half minute that a code belongs to, among those that may be used now; undefined when it is of none. */
export function stepOf(secret: string, typed: string, at: Date): number | undefined {
  const token = identifierDigits(typed);
  if (token?.length !== 6) return undefined;
  const delta = generator(secret).validate({ token, timestamp: at.getTime(), window: WINDOW });
  return delta === null ? undefined : Math.floor(at.getTime() / 1000 / PERIOD) + delta;
}

/** A secret that is offered, not yet taken: the page carries it, sealed, until the first code proves it. */
export interface TotpOffer {
  /** Base32, to be typed where no camera is. */
  readonly secret: string;
  /** otpauth: address, for the QR picture. */
  readonly address: string;
  readonly sealed: string;
  readonly until: Date;
}

export async function offerTotp(op: Operation, personId: string): Promise<TotpOffer> {
  const { name } = await getPerson(op, personId);
  return describeOffer(op, personId, new Secret({ size: 20 }).base32, name.en || name.fa);
}

/** The same offer again, after a wrong code. @throws factors.offer_over */
export async function repeatTotpOffer(op: Operation, personId: string, sealed: string): Promise<TotpOffer> {
  const { secret, until } = openOffer(op, personId, sealed);
  const { name } = await getPerson(op, personId);
  return { ...describeOffer(op, personId, secret, name.en || name.fa), sealed, until };
}

function describeOffer(op: Operation, personId: string, secret: string, label: string): TotpOffer {
  const until = new Date(op.at.getTime() + OFFER_MS);
  const text = JSON.stringify({ secret, until: until.getTime() });
  const sealed = seal(op.system.keys.artifact, text, contextOf(personId)).toString('base64url');
  return { secret, address: generator(secret, label).toString(), sealed, until };
}

function openOffer(op: Operation, personId: string, sealed: string): { secret: string; until: Date } {
  try {
    const bytes = Buffer.from(sealed, 'base64url');
    const { secret, until } = JSON.parse(
      unseal(op.system.keys.artifact, bytes, contextOf(personId)).toString(),
    );
    if (until > op.at.getTime()) return { secret, until: new Date(until) };
  } catch {
    // Not sealed by us for this person: the same as one that is over.
  }
  throw new Fault('gone', 'factors.offer_over');
}

const contextOf = (personId: string) => `totp offer ${personId}`;

/** Takes the offered secret once a code of it is right; it replaces an earlier one. @throws factors.code_wrong, factors.offer_over */
export async function addTotp(op: Operation, personId: string, sealed: string, typed: string): Promise<void> {
  const { secret } = openOffer(op, personId, sealed);
  const step = stepOf(secret, typed, op.at);
  if (step === undefined) throw new Fault('forbidden', 'factors.code_wrong');
  const person = await getPerson(op, personId);
  await atomically(op, async op => {
    const key = await openSubject(op, personId);
    await putTotp(op, { person_id: personId, sealed: key.seal(WHAT, { secret }), last_step: step });
    await record(op, { kind: 'factors.totp_added', personId, subjectId: personId });
    await announceCredential(op, personId, 'app', 'create');
    await tell(op, person, 'totpAdded');
  });
}

export async function removeTotp(op: Operation, personId: string): Promise<void> {
  const person = await getPerson(op, personId);
  await atomically(op, async op => {
    if (!(await deleteTotp(op, personId))) return;
    await record(op, { kind: 'factors.totp_removed', personId, subjectId: personId });
    await announceCredential(op, personId, 'app', 'delete');
    await tell(op, person, 'totpRemoved');
  });
}

/** Spends the code, inside the transaction of `op`. @returns false when it is wrong or was used, or there is none */
export async function spendTotp(op: Operation, personId: string, typed: string): Promise<boolean> {
  const row = await selectTotp(op, personId);
  if (!row?.wrapped_key) return false;
  const key = unwrapKey(op.system.keys, personId, row.wrapped_key);
  const step = stepOf(key.open<{ secret: string }>(WHAT, row.sealed).secret, typed, op.at);
  return step !== undefined && (await spendStep(op, personId, step));
}
