/**
 * The secrets of a client: several at once, so that a new one is in use before the old one ends. Each is shown once;
 * only its hash is kept, so nobody reads one again.
 */
import { randomUUID, timingSafeEqual } from 'node:crypto';
import { dayInIran } from '../calendar.ts';
import { Fault } from '../errors.ts';
import { actorName, atomically, type Operation } from '../operation.ts';
import type { Client } from './client.ts';
import { findSecrets, forgetClient } from './find.ts';
import type { SecretInput } from './input.ts';
import { recordChange, refuseStranger } from './on-record.ts';
import { hashSecret, newSecret } from './secret.ts';
import * as secretStore from './secret-store.ts';
import { MOST_SECRETS, secretProblems } from './setting-problems.ts';
import * as store from './store.ts';
import { refuseIfAny } from './text-problems.ts';

/** What may be seen of a secret: never the secret, nor its hash. */
export interface Secret {
  readonly id: string;
  readonly label: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  /** null: it does not end */
  readonly expiresAt: Date | null;
  /** ISO days of Tehran */
  readonly usedOn: string | null;
  readonly refusedOn: string | null;
}

const SECRET_DAYS = 365;
const DAY_MS = 86_400_000;

/** Those that were not revoked, expired ones too; oldest first. */
export async function listSecrets(op: Operation, clientId: string): Promise<Secret[]> {
  return (await secretStore.selectSecrets(op, clientId)).map(row => ({
    id: row.id,
    label: row.label,
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    usedOn: row.used_on,
    refusedOn: row.refused_on,
  }));
}

export function isExpired({ expiresAt }: Pick<Secret, 'expiresAt'>, at: Date): boolean {
  return expiresAt !== null && expiresAt <= at;
}

/** Whether a client proves itself by secrets at all. */
export function usesSecrets({ metadata }: Pick<Client, 'metadata'>): boolean {
  return metadata.token_endpoint_auth_method !== 'private_key_jwt';
}

/**
 * One more secret, good from now on beside those that there are.
 * @returns the secret itself: shown this once
 * @throws clients.not_found, clients.not_active, clients.no_secret, clients.too_many_secrets, clients.invalid
 */
export async function makeSecret(op: Operation, clientId: string, input: SecretInput): Promise<string> {
  refuseStranger(op);
  refuseIfAny(secretProblems(input));
  const made = await atomically(op, async op => {
    await secretHolder(op, clientId);
    const standing = (await listSecrets(op, clientId)).filter(secret => !isExpired(secret, op.at));
    if (standing.some(({ label }) => label === input.label.trim()))
      refuseIfAny([{ field: 'label', code: 'taken' }]);
    if (standing.length >= MOST_SECRETS) throw new Fault('conflict', 'clients.too_many_secrets');
    const secret = newSecret();
    const id = await addSecret(op, clientId, input, hashSecret(secret));
    await recordChange(op, 'clients.secret_made', clientId, { secret: id });
    return secret;
  });
  forgetClient(op, clientId);
  return made;
}

/** From now on it proves nothing. @throws clients.not_found, clients.secret_not_found */
export async function revokeSecret(op: Operation, clientId: string, id: string): Promise<void> {
  refuseStranger(op);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new Fault('not_found', 'clients.secret_not_found');
  await atomically(op, async op => {
    if ((await secretStore.revokeSecrets(op, clientId, { id }, actorName(op.actor))) === 0)
      throw new Fault('not_found', 'clients.secret_not_found');
    await recordChange(op, 'clients.secret_revoked', clientId, { secret: id });
  });
  forgetClient(op, clientId);
}

/**
 * A new secret in place of all others from now on: where one has leaked. Shown once.
 * @throws clients.not_found, clients.not_active, clients.no_secret
 */
export async function renewSecret(op: Operation, clientId: string): Promise<string> {
  refuseStranger(op);
  const secret = newSecret();
  await atomically(op, async op => {
    await secretHolder(op, clientId);
    await replaceSecrets(op, clientId, hashSecret(secret), { label: dayInIran(op.at) });
    await recordChange(op, 'clients.secret_renewed', clientId);
  });
  forgetClient(op, clientId);
  return secret;
}

async function secretHolder(op: Operation, clientId: string): Promise<void> {
  await store.lockClient(op, clientId);
  const client = await store.selectClient(op, clientId);
  if (!client) throw new Fault('not_found', 'clients.not_found');
  if (!usesSecrets(client)) throw new Fault('conflict', 'clients.no_secret');
  if (client.state === 'refused') throw new Fault('conflict', 'clients.not_active', { state: client.state });
}

/** @param input without days: it does not end, for clients of the program itself and of the sandbox */
export async function addSecret(
  op: Operation,
  clientId: string,
  input: { readonly label: string; readonly days?: number | null | undefined },
  hash: Buffer,
): Promise<string> {
  const row = secretRow(op, clientId, input, hash);
  await secretStore.insertSecret(op, row);
  return row.id;
}

export function secretRow(
  op: Operation,
  clientId: string,
  input: { readonly label: string; readonly days?: number | null | undefined },
  hash: Buffer,
) {
  const days = input.days === undefined ? SECRET_DAYS : input.days;
  return {
    id: randomUUID(),
    client_id: clientId,
    label: input.label.trim(),
    hash,
    created_by: actorName(op.actor),
    created_at: op.at,
    expires_at: days === null ? null : new Date(op.at.getTime() + days * DAY_MS),
  };
}

/** @param hash null: none stays */
export async function replaceSecrets(
  op: Operation,
  clientId: string,
  hash: Buffer | null,
  input: { readonly label: string; readonly days?: number | null },
): Promise<void> {
  await secretStore.revokeSecrets(op, clientId, {}, actorName(op.actor));
  if (hash) await addSecret(op, clientId, input, hash);
}

/** What a secret that a client sent proves; an expired one says since when. */
export type Proof = 'proved' | 'unknown' | { readonly expiredAt: Date };

/**
 * Compares with every secret that stands, in the same time for any input, and notes the day of its use: one write for
 * a secret and day.
 */
export async function proveBySecret(op: Operation, clientId: string, sent: string): Promise<Proof> {
  const hash = hashSecret(sent);
  const known = await findSecrets(op, clientId);
  const found = known.filter(secret => timingSafeEqual(secret.hash, hash))[0];
  if (!found) return 'unknown';
  const day = dayInIran(op.at);
  const over = found.expires_at !== null && found.expires_at <= op.at;
  if (over && found.refused_on !== day) {
    found.refused_on = day;
    await secretStore.markSecret(op, found.id, { refused_on: day });
  } else if (!over && found.used_on !== day) {
    found.used_on = day;
    await secretStore.markSecret(op, found.id, { used_on: day });
  }
  return over && found.expires_at ? { expiredAt: found.expires_at } : 'proved';
}
