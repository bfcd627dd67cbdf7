import { randomUUID } from 'node:crypto';
import { record } from '../audit/index.ts';
import { Fault } from '../errors.ts';
import type { Both } from '../i18n/index.ts';
import type { Mobile, PersonId } from '../identifiers.ts';
import { personHash } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import { RegistryDown } from '../registries/index.ts';
import { newSubject, shredSubject } from '../vault/index.ts';
import { isMinor } from './age.ts';
import { hashPassword, parsePassword } from './credentials.ts';
import { type Person, type PersonState, sealParticulars } from './person.ts';
import { insertEvidence, insertPassword, insertPerson } from './store.ts';

export interface Enrolment {
  readonly identifier: PersonId;
  readonly name: Both;
  /** ISO day */
  readonly birthDate: string;
  readonly mobile: Mobile;
  readonly password: string;
}

interface Evidence {
  readonly registry: string;
  readonly at: Date;
}

/**
 * Gives a person an account: level of assurance 1, matched in the civil register and, with the mobile, in Shahkar.
 * What the registers answered is kept as evidence. They are asked outside of any transaction.
 * @throws identity.not_matched, identity.deceased, identity.minor, identity.mobile_not_yours, identity.exists,
 *   identity.cannot_check {registry}, identity.password_short, identity.password_long, web.busy
 */
export async function enrolPerson(op: Operation, input: Enrolment): Promise<Person> {
  parsePassword(input.password);
  const evidence = await askRegistries(op, input);
  const secret = await hashPassword(input.password);
  return addPerson(op, { ...input, state: 'active' }, secret, evidence);
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

async function askRegistries(op: Operation, input: Enrolment): Promise<Evidence[]> {
  const { civil, shahkar } = op.system.registries;
  const { identifier, name, birthDate, mobile } = input;
  try {
    const [identity, line] = await Promise.all([
      civil.match({ id: identifier, ...partsOf(name.fa), birthDate }),
      shahkar.match(identifier, mobile),
    ]);
    if (!identity.value.matched) throw new Fault('forbidden', 'identity.not_matched');
    if (!identity.value.alive) throw new Fault('forbidden', 'identity.deceased');
    if (isMinor(birthDate, op.at)) throw new Fault('forbidden', 'identity.minor');
    if (!line.value) throw new Fault('forbidden', 'identity.mobile_not_yours');
    return [identity, line].map(fact => ({ registry: fact.registry, at: fact.asOf }));
  } catch (error) {
    if (!(error instanceof RegistryDown)) throw error;
    throw new Fault('unavailable', 'identity.cannot_check', { registry: error.registry, retryAfter: 60 });
  }
}

/** The register compares given and family name; the first word is the given one (half-spaces join a name). */
function partsOf(name: string): { givenName: string; familyName: string } {
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
    if (evidence.length > 0)
      await insertEvidence(
        op,
        evidence.map(({ registry, at }) => ({ person_id: id, registry, result: 'matched', at })),
      );
    await record(op, {
      kind: 'identity.enrolled',
      personId: id,
      subjectId: id,
      data: { evidence: evidence.map(({ registry }) => registry) },
    });
    return { id, identifierKind, state, identifier, name, birthDate, mobile };
  });
}
