import { randomUUID } from 'node:crypto';
import { Fault } from '../errors.ts';
import { actorName, atomically, type Operation } from '../operation.ts';
import { persianLetters } from '../text.ts';
import * as agencyStore from './agency-store.ts';
import * as approvalStore from './approval-store.ts';
import { asksMore, asksTheSame } from './asks-more.ts';
import type { AgencyInPlace, Client, Purpose } from './client.ts';
import { forgetClient } from './find.ts';
import {
  type AgencyInput,
  APPROVAL_HOURS,
  type ClientInput,
  type Problem,
  type PurposeInput,
  type SecretInput,
} from './input.ts';
import { recordChange, refuseStranger } from './on-record.ts';
import { agencyProblems, clientProblems, purposeProblems } from './problems.ts';
import { lawText } from './rows.ts';
import { hashSecret, newSecret } from './secret.ts';
import { addSecret } from './secrets.ts';
import * as store from './store.ts';
import { refuseIfAny } from './text-problems.ts';
import { wordsOf } from './words.ts';

export interface Registration {
  readonly client: Client;
  readonly purposes: readonly Purpose[];
  /** Shown once; only its hash is kept. undefined where the client proves itself with a key. */
  readonly clientSecret: string | undefined;
  readonly approvalId: string;
}

/**
 * Registers a client with its purposes. It stays pending, signs nobody in and is handed nothing, until somebody
 * else has approved it.
 * @throws clients.invalid with all problems together
 */
export async function registerClient(op: Operation, input: ClientInput): Promise<Registration> {
  refuseStranger(op);
  const problems = clientProblems(input, op.at);
  const clientSecret = input.authMethod === 'client_secret_basic' ? newSecret() : undefined;
  const approvalId = randomUUID();
  return atomically(op, async op => {
    problems.push(...(await agencyTaken(op, input)));
    if (await store.selectClient(op, input.id)) problems.push({ field: 'id', code: 'taken' });
    refuseIfAny(problems);
    if (input.newAgency) await addAgency(op, input.newAgency, 'agency.');
    const inserted = await store.insertClient(op, {
      id: input.id,
      agency_id: input.newAgency?.id ?? input.agencyId,
      kind: input.kind,
      state: 'pending',
      stage: input.kind === 'sandbox' ? 'sandbox' : (input.begins ?? 'live'),
      name_fa: persianLetters(input.name.fa.trim()),
      name_en: input.name.en.trim(),
      metadata: JSON.stringify(metadataOf(input)),
      words: wordsOf(input.id, persianLetters(input.name.fa), input.name.en),
      registered_by: actorName(op.actor),
      registered_at: op.at,
      changed_at: op.at,
    });
    if (!inserted) refuseIfAny([{ field: 'id', code: 'taken' }]);
    if (clientSecret !== undefined)
      await addSecret(op, input.id, firstSecret(input), hashSecret(clientSecret));
    for (const purpose of input.purposes) await addPurpose(op, input.id, purpose, 1, 'pending');
    await approvalStore.insertApproval(op, openApproval(op, approvalId, input.id, null));
    await recordChange(op, 'clients.registered', input.id, {
      approval: approvalId,
      purposes: input.purposes.map(purpose => purpose.key),
    });
    const client = await store.selectClient(op, input.id);
    if (!client) throw new Error('a client that was just stored is not there');
    return { client, purposes: await store.selectPurposes(op, input.id), clientSecret, approvalId };
  });
}

/** As it is declared, or called by its year. */
function firstSecret({ secrets }: ClientInput): SecretInput {
  return secrets?.[0] ?? { label: 'first' };
}

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
export const CIBA_GRANT = 'urn:openid:params:grant-type:ciba';

/** What the engine is told of a client, in the words of RFC 7591. */
export function metadataOf(
  input: Pick<
    ClientInput,
    | 'redirectUris'
    | 'postLogoutRedirectUris'
    | 'backchannelLogoutUri'
    | 'authMethod'
    | 'securityProfile'
    | 'jwks'
    | 'jwksUri'
    | 'encryption'
    | 'deviceGrant'
    | 'ciba'
    | 'cibaNotificationUri'
  >,
): Record<string, unknown> {
  return {
    redirect_uris: input.redirectUris,
    post_logout_redirect_uris: input.postLogoutRedirectUris,
    ...(input.backchannelLogoutUri
      ? {
          backchannel_logout_uri: input.backchannelLogoutUri,
          backchannel_logout_session_required: true,
        }
      : {}),
    token_endpoint_auth_method: input.authMethod,
    grant_types: [
      'authorization_code',
      'refresh_token',
      ...(input.deviceGrant ? [DEVICE_GRANT] : []),
      ...(input.ciba ? [CIBA_GRANT] : []),
    ],
    response_types: ['code'],
    scope: 'openid profile phone offline_access business_profile',
    ...(input.ciba ? { backchannel_token_delivery_mode: input.ciba } : {}),
    ...(input.ciba === 'ping' ? { backchannel_client_notification_endpoint: input.cibaNotificationUri } : {}),
    ...(input.securityProfile ? { security_profile: input.securityProfile } : {}),
    ...(input.authMethod === 'private_key_jwt'
      ? input.jwksUri
        ? { jwks_uri: input.jwksUri }
        : { jwks: input.jwks }
      : {}),
    // Both in the same way: a system has one way to read what it is told.
    ...(input.encryption
      ? {
          id_token_encrypted_response_alg: input.encryption,
          userinfo_encrypted_response_alg: input.encryption,
        }
      : {}),
  };
}

/**
 * Registers a purpose of a client that works already, or a new version of one. The version in force stays until
 * this one is approved; one that asks for less than it takes its place at once.
 * @returns no approval for one that asks for less
 * @throws clients.not_found, clients.not_active, clients.purpose_waiting, clients.purpose_same, clients.invalid
 */
export async function registerPurpose(
  op: Operation,
  clientId: string,
  input: PurposeInput,
): Promise<{ purpose: Purpose; approvalId: string | null }> {
  refuseStranger(op);
  const done = await atomically(op, async op => {
    await store.lockClient(op, clientId);
    const client = await store.selectClient(op, clientId);
    if (!client) throw new Fault('not_found', 'clients.not_found');
    refuseIfAny(purposeProblems(input, op.at));
    if (client.state !== 'active') throw new Fault('conflict', 'clients.not_active', { state: client.state });
    const versions = (await store.selectPurposes(op, clientId)).filter(({ key }) => key === input.key);
    if (versions.some(({ state }) => state === 'pending'))
      throw new Fault('conflict', 'clients.purpose_waiting');
    const version = 1 + Math.max(0, ...versions.map(purpose => purpose.version));
    const before = versions.find(({ state }) => state === 'active');
    if (before && asksTheSame(before, input)) throw new Fault('conflict', 'clients.purpose_same');
    if (before && asksMore(before, input).length === 0) return narrow(op, clientId, input, version);
    const id = await addPurpose(op, clientId, input, version, 'pending');
    const approvalId = randomUUID();
    await approvalStore.insertApproval(op, openApproval(op, approvalId, clientId, id));
    await recordChange(op, 'clients.purpose_registered', clientId, {
      approval: approvalId,
      purpose: input.key,
      version,
    });
    return { purpose: await storedPurpose(op, id), approvalId };
  });
  if (done.approvalId === null) forgetClient(op, clientId);
  return done;
}

/** Who asks for less needs nobody's leave. */
async function narrow(op: Operation, clientId: string, input: PurposeInput, version: number) {
  await store.changePurposeStates(op, { clientId, key: input.key }, 'active', 'replaced');
  const id = await addPurpose(op, clientId, input, version, 'active');
  await store.touchClient(op, clientId);
  await recordChange(op, 'clients.purpose_narrowed', clientId, { purpose: input.key, version });
  return { purpose: await storedPurpose(op, id), approvalId: null };
}

async function storedPurpose(op: Operation, id: string): Promise<Purpose> {
  const purpose = await store.selectPurpose(op, id);
  if (!purpose) throw new Error('a purpose that was just stored is not there');
  return purpose;
}

/** @throws clients.invalid */
export async function registerAgency(op: Operation, input: AgencyInput): Promise<AgencyInPlace> {
  refuseStranger(op);
  refuseIfAny(agencyProblems(input));
  return atomically(op, async op => {
    await addAgency(op, input, '');
    await recordChange(op, 'clients.agency_registered', null, { agency: input.id });
    return { id: input.id, name: input.name, parentId: input.parentId ?? null };
  });
}

export function listAgencies(op: Operation): Promise<AgencyInPlace[]> {
  return agencyStore.selectAgencies(op);
}

/** An agency and those above it, itself first; empty: there is none of this id. */
export function agencyLine(op: Operation, id: string): Promise<AgencyInPlace[]> {
  return agencyStore.selectAgencyLine(op, id);
}

/** The subsidiaries right under these agencies. */
export async function listSubsidiaries(
  op: Operation,
  parentIds: readonly string[],
): Promise<AgencyInPlace[]> {
  return parentIds.length === 0 ? [] : agencyStore.selectSubsidiaries(op, parentIds);
}

async function agencyTaken(op: Operation, input: ClientInput): Promise<Problem[]> {
  const id = input.newAgency?.id ?? input.agencyId;
  if (id === '') return [];
  const there = await agencyStore.agencyExists(op, id);
  if (input.newAgency) return there ? [{ field: 'agency.id', code: 'taken' }] : [];
  return there ? [] : [{ field: 'agency', code: 'unknown' }];
}

/** Its place is said at the beginning and stays: nobody gets an agency with its people and clients under another. */
async function addAgency(op: Operation, input: AgencyInput, prefix: string): Promise<void> {
  const { id, name, parentId = null } = input;
  if (parentId !== null && (await agencyStore.selectAgencyLine(op, parentId)).length !== 1)
    refuseIfAny([{ field: `${prefix}parent`, code: 'unknown' }]);
  const row = { id, name_fa: persianLetters(name.fa.trim()), name_en: name.en.trim(), parent_id: parentId };
  if (!(await agencyStore.insertAgency(op, row))) refuseIfAny([{ field: `${prefix}id`, code: 'taken' }]);
}

/** @returns the id of this version */
export async function addPurpose(
  op: Operation,
  clientId: string,
  input: PurposeInput,
  version: number,
  state: 'pending' | 'active',
): Promise<string> {
  const id = randomUUID();
  const inserted = await store.insertPurpose(op, {
    id,
    client_id: clientId,
    key: input.key,
    version,
    state,
    name_fa: persianLetters(input.name.fa.trim()),
    name_en: input.name.en.trim(),
    text_fa: persianLetters(input.text.fa.trim()),
    text_en: input.text.en.trim(),
    basis: input.basis === 'law' ? 'law' : 'consent',
    law: lawText(input.law),
    fields: [...input.fields],
    subjects: [...input.subjects],
    level: input.level,
    retention_fa: persianLetters(input.retention.fa.trim()),
    retention_en: input.retention.en.trim(),
    consent_days: input.consentDays,
    approval_hours: input.approvalHours ?? APPROVAL_HOURS,
    registered_by: actorName(op.actor),
    registered_at: op.at,
  });
  if (!inserted) throw new Fault('conflict', 'clients.purpose_waiting');
  return id;
}

export function openApproval(op: Operation, id: string, clientId: string, purposeId: string | null) {
  return {
    id,
    client_id: clientId,
    purpose_id: purposeId,
    requested_by: actorName(op.actor),
    requested_at: op.at,
    decided_by: null,
    decision: null,
    reason: null,
    decided_at: null,
    change: null,
    step: null,
  };
}
