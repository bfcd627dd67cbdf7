import { randomUUID } from 'node:crypto';
import { Fault } from '../errors.ts';
import { atomically, type Operation } from '../operation.ts';
import { persianLetters } from '../text.ts';
import * as agencyStore from './agency-store.ts';
import * as approvalStore from './approval-store.ts';
import { asksMore, asksTheSame } from './asks-more.ts';
import type { AgencyInPlace, Client, Purpose } from './client.ts';
import { forgetClient } from './find.ts';
import type { AgencyInput, ClientInput, Problem, PurposeInput } from './input.ts';
import { clientRow, firstSecret, openApproval, purposeRow } from './new-rows.ts';
import { recordChange, refuseStranger } from './on-record.ts';
import { agencyProblems, clientProblems, purposeProblems } from './problems.ts';
import { hashSecret, newSecret } from './secret.ts';
import { addSecret } from './secrets.ts';
import * as store from './store.ts';
import { refuseIfAny } from './text-problems.ts';

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
    const inserted = await store.insertClient(op, clientRow(op, input));
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

export async function findAgency(op: Operation, id: string): Promise<AgencyInPlace | undefined> {
  return (await agencyStore.selectAgenciesById(op, [id]))[0];
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
  const row = purposeRow(op, clientId, input, version, state);
  const inserted = await store.insertPurpose(op, row);
  if (!inserted) throw new Fault('conflict', 'clients.purpose_waiting');
  return row.id;
}
