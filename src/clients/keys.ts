/** The uploaded keys of a client: one more waits for the second pair of eyes, one less works at once. */
import { isDay } from '../calendar.ts';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import * as approvalStore from './approval-store.ts';
import { askChange } from './change.ts';
import type { Client } from './client.ts';
import { forgetClient } from './find.ts';
import type { Problem } from './input.ts';
import { keySetProblem } from './key-set.ts';
import { recordChange, refuseStranger } from './on-record.ts';
import * as store from './store.ts';
import { refuseIfAny } from './text-problems.ts';
import { endOf, keysExpireAt, keysIn, readKeys, thumbprintOf } from './uploaded-keys.ts';
import { wordsOf } from './words.ts';

/** A public key as pages and the API show it. */
export interface UploadedKey {
  readonly thumbprint: string;
  readonly kid: string | undefined;
  /** "EC P-256", "RSA", "OKP Ed25519" */
  readonly kind: string;
  readonly use: string | undefined;
  readonly endsAt: Date | undefined;
}

export function listKeys({ metadata }: Pick<Client, 'metadata'>): UploadedKey[] {
  return keysIn(metadata.jwks).map(key => ({
    thumbprint: thumbprintOf(key),
    kid: typeof key.kid === 'string' ? key.kid : undefined,
    kind: [key.kty, key.crv].filter(Boolean).map(String).join(' '),
    use: typeof key.use === 'string' ? key.use : undefined,
    endsAt: endOf(key),
  }));
}

/** Whether a client has keys that are uploaded: it proves itself by key, and publishes none at an address. */
export function uploadsKeys({ metadata }: Pick<Client, 'metadata'>): boolean {
  return metadata.token_endpoint_auth_method === 'private_key_jwt' && metadata.jwks_uri === undefined;
}

export interface KeyInput {
  /** JWK, JWKS or PEM (a public key or a certificate) */
  readonly keys: unknown;
  /** Last day, where the key itself does not say one */
  readonly until: string | null;
}

/**
 * Asks that these keys count beside those that do; somebody else approves.
 * @returns the id of the approval that waits
 * @throws clients.not_found, clients.not_active, clients.no_keys, clients.change_waiting, clients.invalid
 */
export async function addKeys(op: Operation, clientId: string, input: KeyInput): Promise<string> {
  refuseStranger(op);
  return atomically(op, async op => {
    const client = await keyHolder(op, clientId);
    const added = readKeys(input.keys);
    const problems = keyInputProblems(added, input, op.at);
    refuseIfAny(problems);
    const end = input.until === null ? undefined : Date.parse(`${input.until}T20:30:00Z`) / 1000;
    const fresh = keysIn(added).map(key => ({
      ...key,
      use: key.use ?? 'sig',
      kid: key.kid ?? thumbprintOf(key),
      ...(key.exp === undefined && end !== undefined ? { exp: end } : {}),
    }));
    const jwks = { keys: [...keysIn(client.metadata.jwks), ...fresh] };
    const together = keySetProblem(jwks);
    refuseIfAny(together ? [{ field: 'keys', code: together }] : []);
    return askChange(op, client, { name: client.name, metadata: { ...client.metadata, jwks } });
  });
}

function keyInputProblems(added: unknown, { until }: KeyInput, at: Date): Problem[] {
  const code = keySetProblem(added);
  if (code) return [{ field: 'keys', code }];
  const problems: Problem[] = [];
  if (keysIn(added).some(key => (endOf(key) ?? at) < at)) problems.push({ field: 'keys', code: 'expired' });
  if (until !== null && !isDay(until)) problems.push({ field: 'until', code: 'malformed' });
  else if (until !== null && !(Date.parse(`${until}T20:30:00Z`) > at.getTime()))
    problems.push({ field: 'until', code: 'out_of_range' });
  return problems;
}

/**
 * From now on the key proves nothing, also not by a change that was asked for before.
 * @throws clients.not_found, clients.not_active, clients.no_keys, clients.key_not_found, clients.last_key
 */
export async function removeKey(op: Operation, clientId: string, thumbprint: string): Promise<void> {
  refuseStranger(op);
  await atomically(op, async op => {
    const client = await keyHolder(op, clientId);
    const keys = keysIn(client.metadata.jwks);
    const rest = keys.filter(key => thumbprintOf(key) !== thumbprint);
    if (rest.length === keys.length) throw new Fault('not_found', 'clients.key_not_found');
    if (rest.length === 0) throw new Fault('conflict', 'clients.last_key');
    const metadata = { ...client.metadata, jwks: { keys: rest } };
    const { name } = client;
    await store.applyChange(op, clientId, {
      name_fa: name.fa,
      name_en: name.en,
      words: wordsOf(clientId, name.fa, name.en),
      metadata: JSON.stringify(metadata),
      keys_expire_at: keysExpireAt(metadata),
    });
    for (const { id, change } of await approvalStore.selectApprovals(op, {
      open: true,
      clientId,
      limit: 100,
    }))
      if (change) {
        const waiting = keysIn(change.metadata.jwks).filter(key => thumbprintOf(key) !== thumbprint);
        const jwks = change.metadata.jwks === undefined ? {} : { jwks: { keys: waiting } };
        const without = { ...change, metadata: { ...change.metadata, ...jwks } };
        await approvalStore.rewriteChange(op, id, JSON.stringify(without));
      }
    await recordChange(op, 'clients.key_removed', clientId, { key: thumbprint });
  });
  forgetClient(op, clientId);
}

async function keyHolder(op: Operation, clientId: string): Promise<Client> {
  await store.lockClient(op, clientId);
  const client = await store.selectClient(op, clientId);
  if (!client) throw new Fault('not_found', 'clients.not_found');
  if (client.state !== 'active') throw new Fault('conflict', 'clients.not_active', { state: client.state });
  if (!uploadsKeys(client)) throw new Fault('conflict', 'clients.no_keys');
  return client;
}
