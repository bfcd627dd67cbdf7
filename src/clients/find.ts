import { Fault } from '../errors.ts';
import type { Operation, System } from '../operation.ts';
import type { Client, Purpose } from './client.ts';
import { type SecretRow, selectSecrets } from './secret-store.ts';
import { selectClientsById, selectPurpose, selectPurposes, selectPurposesWith } from './store.ts';

/**
 * Clients and their purposes are read at nearly every request and change a few times a year: kept for a few
 * seconds in each process. A change drops them at once in the process that made it, and within LIFETIME elsewhere.
 * What must be exact at the moment of handing data over (a release) asks the database itself.
 */
const LIFETIME = 4_000;
const MOST = 2_000;

interface Known {
  readonly client: Client;
  readonly until: number;
  purposes?: readonly Purpose[];
  secrets?: readonly SecretRow[];
}
interface Kept {
  readonly known: Map<string, Known>;
  /** Grows with every change here: what was read before one is not kept after it. */
  changes: number;
}
const kept = new WeakMap<System, Kept>();

function keptBy(system: System): Kept {
  const own = kept.get(system) ?? { known: new Map(), changes: 0 };
  kept.set(system, own);
  return own;
}

/** What names no client: too long for one, or with a NUL, which the database takes in no text. */
const NO_ID = /^.{201}|\0/s;

async function read(op: Operation, id: string): Promise<Known | undefined> {
  return keptNow(op, id) ?? (await readMany(op, [id])).get(id);
}

function keptNow(op: Operation, id: string): Known | undefined {
  if (op.db.isTransaction) return undefined;
  const known = keptBy(op.system).known.get(id);
  const now = op.system.now().getTime();
  return known && now < known.until && now > known.until - 2 * LIFETIME ? known : undefined;
}

/** Those that are not kept in one statement. */
async function readMany(op: Operation, ids: readonly string[]): Promise<Map<string, Known>> {
  const own = keptBy(op.system);
  const { changes } = own;
  const now = op.system.now().getTime();
  const all = new Map<string, Known>();
  const missing: string[] = [];
  for (const id of ids) {
    const known = keptNow(op, id);
    if (known) all.set(id, known);
    else if (!NO_ID.test(id)) missing.push(id);
  }
  if (missing.length === 0) return all;
  for (const client of await selectClientsById(op, missing)) {
    const fresh: Known = { client, until: now + LIFETIME };
    all.set(client.id, fresh);
    // What a transaction sees may never come true, so it is not kept. Unknown ids are not kept either.
    if (!op.db.isTransaction && own.changes === changes) keep(own, fresh);
  }
  return all;
}

function keep({ known }: Kept, fresh: Known): void {
  known.delete(fresh.client.id);
  known.set(fresh.client.id, fresh);
  const oldest = known.size > MOST ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
}

/** Called when a change of a client has been committed. */
export function forgetClient(op: Operation, id: string): void {
  const own = keptBy(op.system);
  own.changes += 1;
  own.known.delete(id);
}

/** In whatever state; at most a few seconds old. */
export async function findClient(op: Operation, id: string): Promise<Client | undefined> {
  return (await read(op, id))?.client;
}

/** The same of many at once, by id; unknown ones are missing. */
export async function findClients(op: Operation, ids: Iterable<string>): Promise<Map<string, Client>> {
  const known = await readMany(op, [...new Set(ids)]);
  return new Map([...known].map(([id, { client }]) => [id, client]));
}

/** Only an active one: a pending, suspended or refused client signs nobody in and is handed nothing. */
export async function findActiveClient(op: Operation, id: string): Promise<Client | undefined> {
  const client = await findClient(op, id);
  return client?.state === 'active' ? client : undefined;
}

/** @throws clients.not_found */
export async function getClient(op: Operation, id: string): Promise<Client> {
  const client = await findClient(op, id);
  if (!client) throw new Fault('not_found', 'clients.not_found');
  return client;
}

/** Every version of every purpose of a client, by key, newest first. */
export function listPurposes(op: Operation, clientId: string): Promise<Purpose[]> {
  return selectPurposes(op, clientId);
}

/** The purposes that ask for a field today, of systems that an agency answers for; `after` one that was read already. */
export function listPurposesWith(
  op: Operation,
  fieldKey: string,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<Purpose[]> {
  return selectPurposesWith(op, fieldKey, page);
}

/** One version, also one that has been replaced since. */
export function findPurpose(op: Operation, id: string): Promise<Purpose | undefined> {
  return selectPurpose(op, id);
}

/** What a client can prove itself by: hashes, for comparing. As old as the client that is kept. */
export async function findSecrets(op: Operation, clientId: string): Promise<readonly SecretRow[]> {
  const known = await read(op, clientId);
  if (!known) return [];
  known.secrets ??= await selectSecrets(op, clientId);
  return known.secrets;
}

/** The purposes that the client may name now. */
export async function listActivePurposes(op: Operation, clientId: string): Promise<readonly Purpose[]> {
  const known = await read(op, clientId);
  if (known?.client.state !== 'active') return [];
  known.purposes ??= (await selectPurposes(op, clientId)).filter(purpose => purpose.state === 'active');
  return known.purposes;
}

/**
 * The purpose that a request means: the one that it names, or the only one there is.
 * @returns undefined when the client has none and none was asked for
 * @throws clients.unknown_purpose, clients.purpose_needed {purposes}
 */
export async function findActivePurpose(
  op: Operation,
  clientId: string,
  key: string | undefined,
): Promise<Purpose | undefined> {
  const purposes = await listActivePurposes(op, clientId);
  const keys = purposes.map(purpose => purpose.key);
  if (key === undefined) {
    if (purposes.length > 1) throw new Fault('bad_input', 'clients.purpose_needed', { purposes: keys });
    return purposes[0];
  }
  const purpose = purposes.find(one => one.key === key);
  if (!purpose) throw new Fault('bad_input', 'clients.unknown_purpose', { purposes: keys });
  return purpose;
}
