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

/**
 * Follows the register's pointer, when the register says of the new number that it is the same living person.
 * @returns what became of the account; undefined: it does not say so (yet), and nothing was changed
 */
export async function succeedPerson(
  op: Operation,
  personId: string,
  { id }: PersonSuccessor,
): Promise<'renumbered' | 'merged' | undefined> {
  const person = await getPerson(op, personId);
  if (person.state === 'closed' || person.identifier === id) return undefined;
  if (!(await isSame(op, person, id))) {
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
    if (other) await retire(op, personId, randomBytes(32));
    await tell(op, person);
    return how;
  });
}

/** The register's word for the new number: it matches, it lives, and it leads nowhere else. */
async function isSame(op: Operation, person: Person, id: Person['identifier']): Promise<boolean> {
  const { registries, record: keep } = inquire(op);
  const { name, birthDate } = person;
  try {
    const { value } = await registries.civil.match({ id, ...partsOf(name.fa), birthDate });
    return value.matched && value.alive && value.successor === undefined;
  } catch (error) {
    if (error instanceof RegistryDown) return false;
    throw error;
  } finally {
    await keep(op, person.id);
  }
}

async function renumber(
  op: Operation,
  person: Person,
  id: Person['identifier'],
  hash: Buffer,
): Promise<void> {
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
