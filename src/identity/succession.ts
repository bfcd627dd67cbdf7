/**
 * The civil register has given a person another number, or made two of its records one (decision 0046). The account goes on
 * under the new number with all that hangs on it; where the new number has an account already, that one goes on, and the
 * other ends.
 */
import { randomBytes } from 'node:crypto';
import { inquire, record } from '../audit/index.ts';
import { messages } from '../i18n/index.ts';
import { personHash } from '../keys.ts';
import { sendMessage } from '../messages/index.ts';
import { atomically, type Operation, type System } from '../operation.ts';
import { type PersonSuccessor, RegistryDown } from '../registries/index.ts';
import { openSubject } from '../vault/index.ts';
import { partsOf } from './enrol.ts';
import { findPersonByIdentifier, getPerson, type Person, sealParticulars } from './person.ts';
import { lockPerson } from './person-store.ts';
import {
  insertFormer,
  passOn,
  retire,
  selectAccountOfNumber,
  selectFormerAccounts,
  selectGoesOnAs,
  selectSuccessors,
  updateIdentifier,
} from './succession-store.ts';

/** What rooms below move from the old number to the new one, and what ends with an account that another goes on for. */
export interface Succession {
  readonly from: Buffer;
  readonly to: Buffer;
  /** The account that ends; undefined: it is the same account under another number. */
  readonly ended: string | undefined;
  readonly personId: string;
}

type Listener = (op: Operation, succession: Succession) => Promise<void>;
const listeners = new WeakMap<System, Listener[]>();

/** Called in the transaction in which the number changes. */
export function onSuccession(system: System, listener: Listener): void {
  listeners.set(system, [...(listeners.get(system) ?? []), listener]);
}

type Identifier = Person['identifier'];

/** Longer chains of pointers are an error of the register. */
const MOST_POINTERS = 5;

/**
 * Follows the register's pointers to the number that counts, when the register says of that one that it is the same living
 * person.
 * @returns what became of the account, and its number; undefined: it does not say so (yet), and nothing was changed
 */
export async function succeedPerson(
  op: Operation,
  personId: string,
  successor: PersonSuccessor,
): Promise<{ readonly how: 'renumbered' | 'merged'; readonly id: Identifier } | undefined> {
  const person = await getPerson(op, personId);
  if (person.state === 'closed') return undefined;
  const numbers = await numbersOf(op, person, successor.id);
  const id = numbers?.pop();
  if (!numbers || id === undefined) {
    op.system.log.warn({ tracking: op.tracking }, 'a number points to another that is not the same person');
    return undefined;
  }
  return atomically(op, async op => {
    await lockPerson(op, personId);
    const [from, to] = [personHash(op.system.keys, person.identifier), personHash(op.system.keys, id)];
    const other = await findPersonByIdentifier(op, id);
    const into = other?.id ?? personId;
    const how = other ? 'merged' : 'renumbered';
    await insertFormer(op, { identifier_hash: from, holder_id: personId, into_id: into, how, since: op.at });
    await record(op, { kind: 'identity.succeeded', subjectId: personId, data: { how } });
    if (other) {
      await record(op, { kind: 'identity.succeeded', subjectId: other.id, data: { how } });
      await passOn(op, personId, other.id);
    } else await renumber(op, person, id, to);
    const succession = { from, to, ended: other ? personId : undefined, personId: into };
    for (const listener of listeners.get(op.system) ?? []) await listener(op, succession);
    for (const passed of numbers) await passBy(op, passed, { ...succession, ended: undefined }, person, how);
    if (other) await retire(op, personId, randomBytes(32));
    await tell(op, person);
    return { how, id };
  });
}

/**
 * The numbers to which the register's pointers lead, the last of which counts. Another number may have come before we asked
 * again.
 * @returns undefined: they lead in a circle or too far, or the register does not say of the last that it matches and lives
 */
async function numbersOf(
  op: Operation,
  person: Person,
  first: Identifier,
): Promise<Identifier[] | undefined> {
  const { registries, record: keep } = inquire(op);
  const { identifier, name, birthDate } = person;
  const numbers: Identifier[] = [];
  let id = first;
  try {
    while (id !== identifier && !numbers.includes(id) && numbers.length < MOST_POINTERS) {
      numbers.push(id);
      const { value } = await registries.civil.match({ id, ...partsOf(name.fa), birthDate });
      if (!value.successor) return value.matched && value.alive ? numbers : undefined;
      id = value.successor.id;
    }
    return undefined;
  } catch (error) {
    if (error instanceof RegistryDown) return undefined;
    throw error;
  } finally {
    await keep(op, person.id);
  }
}

/** A number between the old one and the one that counts. An account that has it goes on by itself. */
async function passBy(
  op: Operation,
  number: Identifier,
  succession: Succession,
  holder: Person,
  how: 'renumbered' | 'merged',
): Promise<void> {
  if (await findPersonByIdentifier(op, number)) return;
  const from = personHash(op.system.keys, number);
  await insertFormer(op, {
    identifier_hash: from,
    holder_id: holder.id,
    into_id: succession.personId,
    how,
    since: op.at,
  });
  for (const listener of listeners.get(op.system) ?? []) await listener(op, { ...succession, from });
}

async function renumber(op: Operation, person: Person, id: Identifier, hash: Buffer): Promise<void> {
  const key = await openSubject(op, person.id);
  await updateIdentifier(op, person.id, {
    identifier_hash: hash,
    identifier_kind: id.length === 10 ? 'national_id' : 'foreign_id',
    sealed: sealParticulars(key, { ...person, identifier: id }),
  });
}

/** Neither number is named: messages are read by others too. */
async function tell(op: Operation, { id, mobile }: Person): Promise<void> {
  const text = messages('fa').factors.notices.numberReplaced;
  if (mobile) await sendMessage(op, { channel: 'sms', to: mobile, text }, id);
}

/** Accounts that ended in favour of this one: what is on the record about them is this person's to read. */
export function listFormerAccounts(op: Operation, personId: string): Promise<string[]> {
  return selectFormerAccounts(op, personId);
}

/** The account under which this person goes on: her own, or the one that hers was joined with. */
export async function currentAccountOf(op: Operation, personId: string): Promise<string> {
  return (await selectGoesOnAs(op, personId)) ?? personId;
}

/** By hash in hex, those that count now in the place of numbers that the register replaced. */
export async function currentHashes(
  op: Operation,
  hashes: readonly Buffer[],
): Promise<ReadonlyMap<string, Buffer>> {
  if (hashes.length === 0) return new Map();
  return new Map((await selectSuccessors(op, hashes)).map(row => [row.former.toString('hex'), row.now]));
}

/**
 * The account of a number, also where the register replaced it, and by hash the other numbers of the record to which it
 * belongs; not those of an account that was joined with this one. An account with several is locked until the
 * transaction ends, so that what comes under two of them has an order.
 */
export async function findAccountOfNumber(
  op: Operation,
  hash: Buffer,
): Promise<{ readonly id: string; readonly others: readonly Buffer[] } | undefined> {
  const rows = await selectAccountOfNumber(op, hash);
  const [first] = rows;
  if (!first) return undefined;
  const others = rows.flatMap(row => row.other ?? []);
  if (others.length > 0) await lockPerson(op, first.id);
  return { id: first.id, others };
}
