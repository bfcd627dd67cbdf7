import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import { getPerson, hasPassword } from '../identity/index.ts';
import { type Keys, keyedHash } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import { openSubject, type SubjectKey } from '../vault/index.ts';
import { announceCredential, passkeyType } from './announce.ts';
import { newChallenge, readChallenge } from './challenge.ts';
import { tell } from './notices.ts';
import {
  deletePasskey,
  insertPasskey,
  lockPasskeys,
  type PasskeyRow,
  selectPasskeys,
} from './passkey-store.ts';
import { spendChallenge } from './store.ts';
import {
  type CreationOptions,
  creationOptions,
  type KnownKey,
  readAnswer,
  siteOf,
  verifyCreation,
} from './webauthn.ts';

/** A passkey as its owner sees it. */
export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly hardwareBound: boolean;
  readonly createdAt: Date;
  readonly usedAt: Date | null;
}

const MOST_PASSKEYS = 20;
const LONGEST_NAME = 60;
const WHAT = 'passkey';

/** What authenticators call a person: says nothing about her, and is the same for all her passkeys. */
export function userHandle(keys: Keys, personId: string): Buffer {
  return keyedHash(keys.lookup, 'passkey user', personId);
}

export function toKnown(row: PasskeyRow): KnownKey {
  return { credentialId: row.credential_id, transports: row.transports };
}

export async function listPasskeys(op: Operation, personId: string): Promise<Passkey[]> {
  const rows = await selectPasskeys(op, personId);
  const key = rows.length > 0 ? await openSubject(op, personId) : undefined;
  return key ? rows.map(row => toPasskey(key, row)) : [];
}

function toPasskey(key: SubjectKey, row: PasskeyRow): Passkey {
  const { id, hardware_bound, created_at, used_at, sealed } = row;
  const { name } = key.open<{ name: string }>(WHAT, sealed);
  return { id, name, hardwareBound: hardware_bound, createdAt: created_at, usedAt: used_at };
}

/**
 * What a browser needs to make a passkey.
 * @param bound what the answer must come from too: the session
 */
export async function passkeyCreation(
  op: Operation,
  personId: string,
  bound?: string,
): Promise<CreationOptions> {
  const { config, keys } = op.system;
  const { name } = await getPerson(op, personId);
  const known = await selectPasskeys(op, personId);
  const challenge = newChallenge(keys, { kind: 'registration', personId, bound }, op.at);
  const user = { handle: userHandle(keys, personId), name: name[op.lang] || name.fa };
  return creationOptions(siteOf(config.issuer), challenge, user, known.map(toKnown));
}

/**
 * Adds the passkey that a browser made.
 * @throws factors.passkey_refused, factors.passkey_known, factors.passkeys_full
 */
export async function addPasskey(
  op: Operation,
  personId: string,
  input: { readonly answer: string; readonly name: string; readonly bound?: string | undefined },
): Promise<Passkey> {
  const { config, keys } = op.system;
  const answer = readAnswer(input.answer);
  const what = { kind: 'registration', personId, bound: input.bound } as const;
  const until = answer && readChallenge(keys, what, answer.challenge, op.at);
  const made = answer && until && (await verifyCreation(siteOf(config.issuer), answer));
  if (!made) throw new Fault('forbidden', 'factors.passkey_refused');
  const person = await getPerson(op, personId);
  return atomically(op, async op => {
    if ((await lockPasskeys(op, personId)).length >= MOST_PASSKEYS)
      throw new Fault('conflict', 'factors.passkeys_full', { most: MOST_PASSKEYS });
    if (!(await spendChallenge(op, spentId(keys, answer.challenge), until)))
      throw new Fault('forbidden', 'factors.passkey_refused');
    const key = await openSubject(op, personId);
    const id = randomUUID();
    const name = input.name.trim().slice(0, LONGEST_NAME) || 'Passkey';
    const added = await insertPasskey(op, {
      id,
      person_id: personId,
      credential_id: made.credentialId,
      public_key: made.publicKey,
      counter: made.counter,
      transports: [...made.transports],
      aaguid: made.aaguid,
      device_type: made.deviceType,
      backed_up: made.backedUp,
      hardware_bound: made.hardwareBound,
      sealed: key.seal(WHAT, { name }),
      created_at: op.at,
      used_at: null,
    });
    if (!added) throw new Fault('conflict', 'factors.passkey_known');
    await record(op, {
      kind: 'factors.passkey_added',
      personId,
      subjectId: personId,
      data: { passkey: id, hardware_bound: made.hardwareBound },
    });
    await announceCredential(op, personId, passkeyType(made.hardwareBound), 'create');
    await tell(op, person, 'passkeyAdded');
    return { id, name, hardwareBound: made.hardwareBound, createdAt: op.at, usedAt: null };
  });
}

/** Removes a passkey of one's own, but never the last way to sign in. @throws factors.not_found, factors.last_way */
export async function removePasskey(op: Operation, personId: string, id: string): Promise<void> {
  const person = await getPerson(op, personId);
  await atomically(op, async op => {
    const ids = await lockPasskeys(op, personId);
    if (!ids.includes(id)) throw new Fault('not_found', 'factors.not_found');
    if (ids.length === 1 && !(await hasPassword(op, personId)))
      throw new Fault('conflict', 'factors.last_way');
    const removed = (await selectPasskeys(op, personId)).find(row => row.id === id);
    await deletePasskey(op, id);
    await record(op, {
      kind: 'factors.passkey_removed',
      personId,
      subjectId: personId,
      data: { passkey: id },
    });
    await announceCredential(op, personId, passkeyType(removed?.hardware_bound === true), 'delete');
    await tell(op, person, 'passkeyRemoved');
  });
}

export function spentId(keys: Keys, challenge: Buffer): Buffer {
  return keyedHash(keys.lookup, 'spent challenge', challenge.toString('base64'));
}
