import {
  type Client,
  findActiveClient,
  findPurpose,
  listActivePurposes,
  mayTakePart,
  type Purpose,
} from '../clients/index.ts';
import { findEntityByLegalId } from '../entities/index.ts';
import { isFault } from '../errors.ts';
import type { LegalId, Mobile, PersonId } from '../identifiers.ts';
import { findPerson, findPersonByIdentifier, isMinor, type Person } from '../identity/index.ts';
import { getUsablePower } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';
import { accreditationsOf, type Officer } from './officer.ts';
import type { VisitRow } from './store.ts';

/** What needs more than a code proves more than a counter can. */
const HIGHEST_LEVEL = 2;

/** One that an officer may do: a purpose of the system that he is accredited for. */
export interface Procedure {
  readonly officer: Officer;
  readonly client: Client;
  readonly purpose: Purpose;
}

/** Empty for whoever is no officer now. */
export async function listProcedures(op: Operation, officerPersonId: string): Promise<Procedure[]> {
  const procedures: Procedure[] = [];
  for (const officer of await accreditationsOf(op, officerPersonId)) {
    const client = await findActiveClient(op, officer.clientId);
    if (!client) continue;
    for (const purpose of await listActivePurposes(op, client.id))
      if (purpose.level <= HIGHEST_LEVEL) procedures.push({ officer, client, purpose });
  }
  return procedures;
}

/** Where the code goes; a visit to nobody has an address of its own, so that guessing there is the same. */
export function numberOf(id: string, person: Person | undefined): Mobile {
  return person?.mobile ?? (`nobody ${id}` as Mobile);
}

export interface Helped {
  readonly person: Person;
  readonly subjectId: string;
}

/** Of age, alive, with an account and a mobile; for an entity that he binds alone by an office of the register. */
export async function whoCanBeHelped(
  op: Operation,
  identifier: PersonId,
  legalId: LegalId | undefined,
  clientId: string,
): Promise<Helped | undefined> {
  const person = await findPersonByIdentifier(op, identifier);
  const entity = legalId && (await findEntityByLegalId(op, legalId));
  if (!person || (legalId && !entity)) return undefined;
  const subjectId = entity?.id ?? person.id;
  return (await mayBeHelped(op, person, subjectId, clientId)) ? { person, subjectId } : undefined;
}

async function mayBeHelped(
  op: Operation,
  person: Person,
  subjectId: string,
  clientId: string,
): Promise<boolean> {
  if (person.state !== 'active' || !person.mobile || isMinor(person.birthDate, op.at)) return false;
  // Of a client in its pilot nobody but those who were named.
  if (!(await mayTakePart(op, clientId, person.id))) return false;
  if (subjectId === person.id) return true;
  try {
    return (await getUsablePower(op, person.id, subjectId)).basis === 'registry';
  } catch (error) {
    if (isFault(error)) return false;
    throw error;
  }
}

/** What a visit stands on, asked again each time; undefined: it does not stand. */
export async function standing(
  op: Operation,
  row: VisitRow,
): Promise<{ person: Person; officer: Officer; purpose: Purpose; subjectId: string } | undefined> {
  if (!row.person_id || !row.subject_id) return undefined;
  const officers = await accreditationsOf(op, row.officer_person_id);
  const officer = officers.find(one => one.id === row.officer_id);
  const himself = await findPerson(op, row.officer_person_id);
  const person = await findPerson(op, row.person_id);
  const purpose = await findPurpose(op, row.purpose_id);
  const client = await findActiveClient(op, row.client_id);
  if (!officer || himself?.state !== 'active' || !person || !client || purpose?.state !== 'active')
    return undefined;
  if (!(await mayBeHelped(op, person, row.subject_id, row.client_id))) return undefined;
  return { person, officer, purpose, subjectId: row.subject_id };
}
