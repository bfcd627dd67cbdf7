import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import { actorName, atomically, type Operation } from '../operation.ts';
import * as agencyStore from './agency-store.ts';
import type { Client, ClientKind } from './client.ts';
import { forgetClient } from './find.ts';
import type { AgencyInput, PurposeInput } from './input.ts';
import { recordChange, refuseStranger } from './on-record.ts';
import { purposeProblems } from './problems.ts';
import { addPurpose } from './register.ts';
import { addSecret, replaceSecrets } from './secrets.ts';
import * as store from './store.ts';
import { suspendClient } from './suspend.ts';
import { refuseIfAny } from './text-problems.ts';
import { wordsOf } from './words.ts';

const LARGEST_METADATA = 64 * 1024;
/** What the program itself or the sandbox hands out does not end. */
const OF_THE_PROGRAM = { label: 'first', days: null };

export interface SandboxInput {
  readonly id: string;
  /** Validated by the engine, without client_id and without secrets. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** null: it proves itself by key; undefined: it stays as it is */
  readonly secretHash: Buffer | null | undefined;
}

/**
 * What the engine registers dynamically (RFC 7591) for whoever holds an initial access token: a client of the
 * sandbox, active at once, with no agency and no purpose, so that no field of anybody ever reaches it.
 * @throws clients.invalid (id taken, metadata too long)
 */
export async function registerSandboxClient(op: Operation, input: SandboxInput): Promise<Client> {
  const written = rowOf(input);
  return atomically(op, async op => {
    const inserted = await store.insertClient(op, {
      id: input.id,
      agency_id: null,
      kind: 'sandbox',
      state: 'active',
      stage: 'sandbox',
      ...written,
      registered_by: actorName(op.actor),
      registered_at: op.at,
      changed_at: op.at,
    });
    if (!inserted) refuseIfAny([{ field: 'id', code: 'taken' }]);
    if (input.secretHash) await addSecret(op, input.id, OF_THE_PROGRAM, input.secretHash);
    await recordChange(op, 'clients.registered', input.id, { sandbox: true });
    const client = await store.selectClient(op, input.id);
    if (!client) throw new Error('a client that was just stored is not there');
    return client;
  });
}

/** What the engine changes for whoever holds the registration token of a client that registered itself (RFC 7592). */
export async function changeSandboxClient(op: Operation, input: SandboxInput): Promise<void> {
  const written = rowOf(input);
  await atomically(op, async op => {
    if (!(await store.changeMetadata(op, input.id, written)))
      throw new Fault('not_found', 'clients.not_found');
    if (input.secretHash !== undefined) await replaceSecrets(op, input.id, input.secretHash, OF_THE_PROGRAM);
    await recordChange(op, 'clients.changed', input.id, { sandbox: true });
  });
  forgetClient(op, input.id);
}

/** It signs nobody in from now on. The row stays: the record speaks of it. */
export async function retireSandboxClient(op: Operation, id: string): Promise<void> {
  const client = await store.selectClient(op, id);
  if (client?.kind !== 'sandbox' || client.agency) throw new Fault('not_found', 'clients.not_found');
  await suspendClient(op, id);
}

function rowOf({ id, metadata }: SandboxInput) {
  const text = JSON.stringify(metadata);
  if (text.length > LARGEST_METADATA) refuseIfAny([{ field: 'metadata', code: 'too_long' }]);
  const given = typeof metadata.client_name === 'string' ? metadata.client_name.slice(0, 200) : '';
  const name = given || id;
  return { metadata: text, name_fa: name, name_en: name, words: wordsOf(id, name) };
}

/** A client that the program itself sets up: the demo's, and the pages of Yekbar. */
export interface SeedInput {
  readonly id: string;
  readonly kind: ClientKind;
  readonly name: Both;
  readonly agency?: AgencyInput | undefined;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly secretHash: Buffer | null;
  readonly purposes: readonly PurposeInput[];
}

/**
 * Sets up a client at start, once, active at once: only the program itself may, and a live client never comes this
 * way. Its agency is added where it is missing; a client that is there already stays as it is.
 * @throws clients.invalid
 */
export async function seedClient(op: Operation, input: SeedInput): Promise<Client> {
  refuseStranger(op);
  if (op.actor.kind !== 'system' || input.kind === 'live') throw new Fault('forbidden', 'clients.four_eyes');
  refuseIfAny(
    input.purposes.flatMap((purpose, index) => purposeProblems(purpose, op.at, `purposes.${index}.`)),
  );
  const client = await atomically(op, async op => {
    const { agency } = input;
    if (agency)
      await agencyStore.insertAgency(op, {
        id: agency.id,
        name_fa: agency.name.fa,
        name_en: agency.name.en,
        parent_id: null,
      });
    const inserted = await store.insertClient(op, {
      id: input.id,
      agency_id: agency?.id ?? null,
      kind: input.kind,
      state: 'active',
      stage: input.kind === 'sandbox' ? 'sandbox' : 'live',
      name_fa: input.name.fa,
      name_en: input.name.en,
      metadata: JSON.stringify(input.metadata),
      words: wordsOf(input.id, input.name.fa, input.name.en),
      registered_by: actorName(op.actor),
      registered_at: op.at,
      changed_at: op.at,
    });
    if (inserted) {
      if (input.secretHash) await addSecret(op, input.id, OF_THE_PROGRAM, input.secretHash);
      for (const purpose of input.purposes) await addPurpose(op, input.id, purpose, 1, 'active');
      await recordChange(op, 'clients.registered', input.id, { seed: true });
    }
    return store.selectClient(op, input.id);
  });
  if (!client) throw new Error('a client that was just stored is not there');
  forgetClient(op, input.id);
  return client;
}

/** A client of the program itself runs at another address since the last start: its own addresses follow. */
export async function moveSeededClient(
  op: Operation,
  id: string,
  metadata: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (op.actor.kind !== 'system') throw new Fault('forbidden', 'clients.four_eyes');
  await atomically(op, async op => {
    await store.moveMetadata(op, id, JSON.stringify(metadata));
    await recordChange(op, 'clients.changed', id, { seed: true });
  });
  forgetClient(op, id);
}
