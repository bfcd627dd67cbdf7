/**
 * Declared clients: what an agency keeps in its files is compared with what is here, and what differs is asked for.
 * All or nothing: one bad row, and nothing at all is done but every problem is told. Nothing is taken away by being
 * left out of the files.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Both } from '../i18n/index.ts';
import { atomically, type Operation } from '../operation.ts';
import { persianLetters } from '../text.ts';
import * as agencyStore from './agency-store.ts';
import { changeClient, changeOf } from './change.ts';
import type { Client, Purpose } from './client.ts';
import {
  type AgencyInput,
  APPROVAL_HOURS,
  type ClientInput,
  type Problem,
  type PurposeInput,
  type SecretInput,
} from './input.ts';
import { selectClientsAmong, selectPurposesAmong } from './many-store.ts';
import { agencyProblems, clientProblems } from './problems.ts';
import { registerAgency, registerPurpose } from './register.ts';
import { type Registered, registerMany } from './register-many.ts';
import { lawText } from './rows.ts';
import { isExpired, listSecrets, makeSecret, usesSecrets } from './secrets.ts';
import { refuseIfAny } from './text-problems.ts';

export interface Declared {
  readonly agencies: readonly AgencyInput[];
  readonly clients: readonly ClientInput[];
}

/** What would be asked for, or was. */
export interface Step {
  readonly act:
    | 'agency_added'
    | 'client_registered'
    | 'client_changed'
    | 'purpose_registered'
    | 'secret_made';
  readonly id: string;
  /** Of a purpose: its key; of a secret: its label; of a changed client: the first of what differs. */
  readonly what: string | null;
}

export interface Applied extends Step {
  readonly approvalId: string | null;
  /** Of a new client that proves itself by one: shown this once. */
  readonly clientSecret: string | null;
}

/**
 * What applying would do, in order. Reads only.
 * @throws clients.invalid with every problem of every row (`clients.17.redirect_uris.0`)
 */
export async function planDeclared(op: Operation, declared: Declared): Promise<Step[]> {
  const known = new Set((await agencyStore.selectAgencies(op)).map(({ id }) => id));
  const problems: Problem[] = [
    ...declared.agencies.flatMap((agency, index) => agencyProblems(agency, `agencies.${index}.`)),
    ...duplicates(declared),
  ];
  const steps: Step[] = [];
  for (const { id } of declared.agencies) {
    if (!known.has(id)) steps.push({ act: 'agency_added', id, what: null });
    known.add(id);
  }
  const ids = [...new Set(declared.clients.map(({ id }) => id))];
  const there = await selectClientsAmong(op, ids);
  const purposes = await selectPurposesAmong(op, [...there.keys()]);
  for (const [index, input] of declared.clients.entries()) {
    const found = clientProblems(input, op.at);
    if (input.agencyId && !known.has(input.agencyId)) found.push({ field: 'agency', code: 'unknown' });
    const planned =
      found.length > 0
        ? { steps: [], problems: found }
        : await planClient(op, input, there.get(input.id), purposes.get(input.id) ?? []);
    problems.push(
      ...planned.problems.map(({ field, code }) => ({ field: `clients.${index}.${field}`, code })),
    );
    steps.push(...planned.steps);
  }
  refuseIfAny(problems);
  return steps;
}

/**
 * Asks for all that differs, in one transaction. New and changed things wait for somebody else's approval.
 * @throws clients.invalid, and nothing is done
 */
export async function applyDeclared(op: Operation, declared: Declared): Promise<Applied[]> {
  return atomically(op, async op => {
    const steps = await planDeclared(op, declared);
    const inputs = new Map(declared.clients.map(input => [input.id, input]));
    const agencies = new Map(declared.agencies.map(agency => [agency.id, agency]));
    const fresh = steps.flatMap(({ act, id }) => (act === 'client_registered' ? (inputs.get(id) ?? []) : []));
    const applied: Applied[] = [];
    let registered: ReadonlyMap<string, Registered> | undefined;
    for (const step of steps) {
      // Agencies come before them, and everything else of a client after it.
      if (step.act !== 'agency_added') registered ??= await registerMany(op, fresh);
      const done = registered?.get(step.id);
      if (step.act === 'client_registered' && done) applied.push({ ...step, ...done });
      else applied.push({ ...step, ...(await take(op, step, inputs, agencies)) });
    }
    return applied;
  });
}

async function take(
  op: Operation,
  step: Step,
  inputs: ReadonlyMap<string, ClientInput>,
  agencies: ReadonlyMap<string, AgencyInput>,
): Promise<{ approvalId: string | null; clientSecret: string | null }> {
  const agency = agencies.get(step.id);
  if (step.act === 'agency_added' && agency) {
    await registerAgency(op, agency);
    return { approvalId: null, clientSecret: null };
  }
  const input = inputs.get(step.id);
  if (!input) throw new Error('a step without what it is about');
  if (step.act === 'secret_made') {
    const secret = input.secrets?.find(({ label }) => label.trim() === step.what);
    if (!secret) throw new Error('a step without its secret');
    return { approvalId: null, clientSecret: await makeSecret(op, step.id, secret) };
  }
  if (step.act === 'client_changed') return { approvalId: await changeClient(op, input), clientSecret: null };
  const purpose = input.purposes.find(({ key }) => key === step.what);
  if (!purpose) throw new Error('a step without its purpose');
  return { approvalId: (await registerPurpose(op, step.id, purpose)).approvalId, clientSecret: null };
}

function duplicates({ agencies, clients }: Declared): Problem[] {
  const twice = (ids: readonly string[], group: string) =>
    ids.flatMap((id, index): Problem[] =>
      id !== '' && ids.indexOf(id) < index ? [{ field: `${group}.${index}.id`, code: 'duplicate' }] : [],
    );
  return [
    ...twice(
      agencies.map(({ id }) => id),
      'agencies',
    ),
    ...duplicateClients(clients),
  ];
}

/** With a set: ten thousand are looked at in a moment. */
function duplicateClients(clients: readonly ClientInput[]): Problem[] {
  const seen = new Set<string>();
  return clients.flatMap(({ id }, index): Problem[] => {
    const again = id !== '' && seen.has(id);
    seen.add(id);
    return again ? [{ field: `clients.${index}.id`, code: 'duplicate' }] : [];
  });
}

async function planClient(
  op: Operation,
  input: ClientInput,
  client: Client | undefined,
  purposes: readonly Purpose[],
): Promise<{ steps: Step[]; problems: Problem[] }> {
  if (!client) {
    const further = (input.secrets ?? []).slice(1).map(({ label }) => label.trim());
    const steps: Step[] = [
      { act: 'client_registered', id: input.id, what: null },
      ...further.map(what => ({ act: 'secret_made' as const, id: input.id, what })),
    ];
    return { steps, problems: [] };
  }
  // Of a client of another agency nothing more is told.
  if (client.agency?.id !== input.agencyId)
    return { steps: [], problems: [{ field: 'agency', code: 'does_not_fit' }] };
  const foreign: Problem[] = [
    ...(client.kind === input.kind ? [] : [{ field: 'kind', code: 'does_not_fit' as const }]),
  ];
  if (foreign.length > 0) return { steps: [], problems: foreign };
  const steps: Step[] = [];
  const differs = differenceOf(client, input);
  if (differs) steps.push({ act: 'client_changed', id: input.id, what: differs });
  for (const purpose of input.purposes)
    if (!purposes.some(known => stands(known) && isSamePurpose(known, purpose)))
      steps.push({ act: 'purpose_registered', id: input.id, what: purpose.key });
  if (input.secrets && usesSecrets(client)) steps.push(...(await missingSecrets(op, client, input.secrets)));
  const waits = client.state !== 'active' && steps.length > 0;
  return waits ? { steps: [], problems: [{ field: 'id', code: 'waiting' }] } : { steps, problems: [] };
}

/** By their labels; one that has expired is to be made again. */
async function missingSecrets(
  op: Operation,
  { id }: Client,
  wanted: readonly SecretInput[],
): Promise<Step[]> {
  const known = (await listSecrets(op, id)).filter(secret => !isExpired(secret, op.at));
  return wanted
    .map(({ label }) => label.trim())
    .filter(label => !known.some(secret => secret.label === label))
    .map(what => ({ act: 'secret_made', id, what }));
}

const stands = ({ state }: Purpose) => state === 'active' || state === 'pending';

/** The first thing in which a client is another than declared. */
function differenceOf(client: Client, input: ClientInput): string | undefined {
  const wanted = changeOf(client, input);
  if (!isDeepStrictEqual(client.name, wanted.name)) return 'name';
  const names = new Set([...Object.keys(wanted.metadata), ...Object.keys(client.metadata)]);
  return [...names].find(name => !isDeepStrictEqual(plain(client, name), plain(wanted, name)));
}

/** As it stands in JSON: what is undefined is not there, and an empty list says as much as none. */
function plain({ metadata }: Pick<Client, 'metadata'>, name: string): unknown {
  const value = metadata[name];
  if (value === undefined || value === 'baseline' || (Array.isArray(value) && value.length === 0))
    return null;
  return JSON.parse(JSON.stringify(value));
}

function isSamePurpose(known: Purpose, wanted: PurposeInput): boolean {
  return isDeepStrictEqual(written(known), written(wanted));
}

/** As it is written down: letters of one keyboard, lists in one order. */
function written(purpose: Purpose | PurposeInput) {
  const both = ({ fa, en }: Both) => ({ fa: persianLetters(fa.trim()), en: en.trim() });
  return {
    key: purpose.key,
    name: both(purpose.name),
    text: both(purpose.text),
    basis: purpose.basis,
    law: lawText(purpose.law),
    fields: purpose.fields.toSorted(),
    subjects: purpose.subjects.toSorted(),
    level: purpose.level,
    retention: both(purpose.retention),
    consentDays: purpose.consentDays,
    approvalHours: purpose.approvalHours ?? APPROVAL_HOURS,
    history: purpose.history ?? false,
  };
}
