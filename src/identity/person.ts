import { randomBytes } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Both, Lang } from '../i18n/index.ts';
import type { Mobile, PersonId } from '../identifiers.ts';
import { type Keys, personHash } from '../keys.ts';
import { atomically, type Operation, once, type System } from '../operation.ts';
import { type SubjectKey, unwrapKey } from '../vault/index.ts';
import {
  type PersonRow,
  selectIdsByHash,
  selectPerson,
  selectPersonByHash,
  selectPersonIdsByHash,
} from './person-store.ts';
import { closeRow, selectSince, updateState } from './store.ts';

export type PersonState = 'active' | 'suspended' | 'deceased' | 'closed';

export interface Person {
  /** uuid; never leaves: outside a person is a pairwise sub */
  readonly id: string;
  readonly identifierKind: 'national_id' | 'foreign_id';
  readonly state: PersonState;
  readonly identifier: PersonId;
  readonly name: Both;
  /** ISO day */
  readonly birthDate: string;
  readonly mobile: Mobile | null;
}

/** What is sealed under the key of the person. */
type Particulars = Pick<Person, 'identifier' | 'name' | 'birthDate' | 'mobile'>;

const WHAT = 'person';

export function sealParticulars(key: SubjectKey, particulars: Particulars): Buffer {
  const { identifier, name, birthDate, mobile } = particulars;
  return key.seal(WHAT, { identifier, name, birthDate, mobile });
}

/** undefined when the key of the person is gone: of a shredded person nothing can be said. */
export function toPerson(keys: Keys, row: PersonRow): Person | undefined {
  if (!row.wrapped_key) return undefined;
  const particulars = unwrapKey(keys, row.id, row.wrapped_key).open<Particulars>(WHAT, row.sealed);
  return { id: row.id, identifierKind: row.identifier_kind, state: row.state, ...particulars };
}

export async function findPerson(op: Operation, id: string): Promise<Person | undefined> {
  return once(op, `person ${id}`, async () => {
    const row = await selectPerson(op, id);
    return row && toPerson(op.system.keys, row);
  });
}

/** @throws identity.not_found */
export async function getPerson(op: Operation, id: string): Promise<Person> {
  const person = await findPerson(op, id);
  if (!person) throw new Fault('not_found', 'identity.not_found');
  return person;
}

export async function findPersonByIdentifier(op: Operation, id: PersonId): Promise<Person | undefined> {
  const row = await selectPersonByHash(op, personHash(op.system.keys, id));
  return row && toPerson(op.system.keys, row);
}

/** Those who have an account, of people known by `personHash`. */
export async function listPersonIdsByHash(op: Operation, hashes: readonly Buffer[]): Promise<string[]> {
  return hashes.length === 0 ? [] : selectPersonIdsByHash(op, hashes);
}

/** Ids of those who have an active account, by the keyed hash of their identifier in hex. */
export async function listPersonsByHash(
  op: Operation,
  hashes: readonly Buffer[],
): Promise<Map<string, string>> {
  if (hashes.length === 0) return new Map();
  const rows = await selectIdsByHash(op, hashes);
  return new Map(rows.map(row => [row.identifier_hash.toString('hex'), row.id]));
}

/** @throws identity.deceased, identity.suspended, identity.closed when the account of the person may not be used */
export function mayAct(person: Pick<Person, 'state'>): void {
  if (person.state !== 'active') throw new Fault('forbidden', `identity.${person.state}`);
}

/** The name in the reader's language, else the Persian one. */
export function personKnownAs(person: Pick<Person, 'name'>, lang: Lang): string {
  return person.name[lang] || person.name.fa;
}

type StateListener = (op: Operation, personId: string, state: PersonState) => Promise<void>;
const listeners = new WeakMap<System, StateListener[]>();

/** Called in the transaction in which an account gets another state, but not when it is closed: that is asked of rights. */
export function onStateChanged(system: System, listener: StateListener): void {
  listeners.set(system, [...(listeners.get(system) ?? []), listener]);
}

/**
 * What the civil register or a member of staff says of a person: deceased, suspended, active again. A closed one stays so.
 * @returns whether anything changed by it
 */
export async function recordPersonState(
  op: Operation,
  id: string,
  state: Exclude<PersonState, 'closed'>,
  from?: PersonState,
): Promise<boolean> {
  return atomically(op, async op => {
    if (!(await updateState(op, id, state, from))) return false;
    await record(op, { kind: 'identity.state_changed', subjectId: id, data: { state } });
    for (const listener of listeners.get(op.system) ?? []) await listener(op, id, state);
    return true;
  });
}

/** The civil register says whether she lives, and may have been wrong before: whom it calls alive again goes on. */
export async function followLifeStatus(op: Operation, id: string, alive: boolean): Promise<void> {
  await (alive ? recordPersonState(op, id, 'active', 'deceased') : recordPersonState(op, id, 'deceased'));
}

/**
 * Closes an account for good: nobody signs in with it, and the person is found by no identifier. What is sealed is
 * for the caller to make unreadable.
 */
export async function closePerson(op: Operation, id: string): Promise<void> {
  await atomically(op, async op => {
    await closeRow(op, id, randomBytes(32));
    await record(op, { kind: 'identity.state_changed', subjectId: id, data: { state: 'closed' } });
  });
}

/** Since when a person has the account, and the password of now. */
export function accountSince(
  op: Operation,
  personId: string,
): Promise<{ account: Date | undefined; password: Date | undefined }> {
  return selectSince(op, personId);
}
