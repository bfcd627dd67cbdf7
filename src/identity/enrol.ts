import { randomUUID } from 'node:crypto';
import { inquire, record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import type { Mobile, PersonId } from '../identifiers.ts';
import { personHash } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import { RegistryDown } from '../registries/index.ts';
import { newSubject, shredSubject } from '../vault/index.ts';
import { isMinor } from './age.ts';
import { hashPassword, parsePassword } from './credentials.ts';
import { type Evidence, keepEvidence } from './evidence.ts';
import { type Person, type PersonState, sealParticulars } from './person.ts';
import { insertPassword, insertPerson } from './store.ts';

export interface Enrolment {
  readonly identifier: PersonId;
  readonly name: Both;
  /** ISO day */
  readonly birthDate: string;
  readonly mobile: Mobile;
  readonly password: string;
}

/** What is asked before there is an account. */
export type Claim = Pick<Enrolment, 'identifier' | 'name' | 'birthDate' | 'mobile'> & {
  /** Where the given name ends, when the person has said it; else it is the first word. */
  readonly givenName?: string;
};

/**
 * Gives a person an account: level of assurance 1, matched in the civil register and, with the mobile, in Shahkar.
 * What the registers answered is kept as evidence. They are asked outside of any transaction.
 * @param evidence what `matchIdentity` answered for the same particulars; without it the registers are asked here
 * @throws identity.not_matched, identity.deceased, identity.minor, identity.mobile_not_yours, identity.exists,
 *   identity.cannot_check {registry}, identity.password_short, identity.password_long, web.busy
 */
export async function enrolPerson(
  op: Operation,
  input: Enrolment,
  evidence?: readonly Evidence[],
): Promise<Person> {
  parsePassword(input.password);
  const proven = evidence ?? (await matchIdentity(op, input));
  const secret = await hashPassword(input.password);
  return addPerson(op, { ...input, state: 'active' }, secret, proven);
}

/**
 * Takes over a person whose identity was proven elsewhere, in whatever state: no register is asked, no evidence kept.
 * @param input with the password, or with the PHC string of its hash
 * @throws identity.exists
 */
export async function importPerson(
  op: Operation,
  input: Omit<Enrolment, 'password' | 'mobile'> & {
    readonly mobile: Mobile | null;
    readonly state?: PersonState;
  } & ({ readonly password: string } | { readonly secret: string }),
): Promise<Person> {
  const secret = 'secret' in input ? input.secret : await hashPassword(input.password);
  return addPerson(op, { ...input, state: input.state ?? 'active' }, secret, []);
}

/**
 * Asks the civil register and Shahkar whether this is a living adult with this mobile.
 * @throws identity.not_matched, identity.superseded, identity.deceased, identity.minor, identity.mobile_not_yours,
 *   identity.cannot_check {registry}
 */
export async function matchIdentity(op: Operation, input: Claim): Promise<Evidence[]> {
  const inquiries = inquire(op);
  const { civil, shahkar } = inquiries.registries;
  const { identifier, name, birthDate, mobile } = input;
  try {
    const [identity, line] = await Promise.all([
      civil.match({ id: identifier, ...partsOf(name.fa, input.givenName), birthDate }),
      shahkar.match(identifier, mobile),
    ]);
    if (identity.value.successor) throw new Fault('forbidden', 'identity.superseded');
    if (!identity.value.matched) throw new Fault('forbidden', 'identity.not_matched');
    if (!identity.value.alive) throw new Fault('forbidden', 'identity.deceased');
    if (isMinor(birthDate, op.at)) throw new Fault('forbidden', 'identity.minor');
    if (!line.value) throw new Fault('forbidden', 'identity.mobile_not_yours');
    return [identity, line].map(fact => ({ registry: fact.registry, result: 'matched', at: fact.asOf }));
  } catch (error) {
    if (!(error instanceof RegistryDown)) throw error;
    throw new Fault('unavailable', 'identity.cannot_check', { registry: error.registry, retryAfter: 60 });
  } finally {
    await inquiries.record(op);
  }
}

/** The register compares given and family name; the first word is the given one (half-spaces join a name). */
export function partsOf(name: string, given?: string): { givenName: string; familyName: string } {
  if (given && name.startsWith(given))
    return { givenName: given, familyName: name.slice(given.length).trim() };
  const [givenName = '', ...rest] = name.trim().split(/\s+/);
  return { givenName, familyName: rest.join(' ') };
}

function addPerson(
  op: Operation,
  input: Omit<Person, 'id' | 'identifierKind'>,
  secret: string,
  evidence: readonly Evidence[],
): Promise<Person> {
  const { identifier, name, birthDate, mobile, state } = input;
  const identifierKind = identifier.length === 10 ? 'national_id' : 'foreign_id';
  return atomically(op, async op => {
    const key = await newSubject(op);
    const id = key.subjectId;
    const added = await insertPerson(op, {
      id,
      identifier_hash: personHash(op.system.keys, identifier),
      identifier_kind: identifierKind,
      sealed: sealParticulars(key, { identifier, name, birthDate, mobile }),
      state,
      created_at: op.at,
    });
    if (!added) {
      await shredSubject(op, id);
      throw new Fault('conflict', 'identity.exists');
    }
    await insertPassword(op, { id: randomUUID(), person_id: id, secret });
    await keepEvidence(op, id, evidence);
    await record(op, {
      kind: 'identity.enrolled',
      personId: id,
      subjectId: id,
      data: { evidence: evidence.map(({ registry }) => registry) },
    });
    return { id, identifierKind, state, identifier, name, birthDate, mobile };
  });
}
