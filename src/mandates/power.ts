import { type Entity, listEntities } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import { getPerson } from '../identity/index.ts';
import { personHash } from '../keys.ts';
import type { Operation } from '../operation.ts';
import type { Officer } from '../registries/index.ts';
import { openSubjects, type SubjectKey } from '../vault/index.ts';
import { OFFICE, officeFact, type SealedOfficer } from './offices.ts';
import { type PowerState, powerEnd, powerState } from './power-state.ts';
import { type OfficeRow, selectOfficesAround } from './store.ts';

/** What a person may do for an entity, with what the register says of it. */
export interface Power {
  /** The office that the power comes from, also of a mandate. */
  readonly officeId: string;
  readonly mandateId: string | null;
  readonly basis: 'registry' | 'mandate';
  readonly entity: Entity;
  readonly role: Officer['role'];
  readonly mode: Officer['mode'];
  /** How many signatures bind, of how many officers that sign jointly. */
  readonly required: number;
  readonly of: number;
  /** Names of the co-signatories in the reader's language. */
  readonly others: readonly string[];
  /** ISO days */
  readonly since: string;
  readonly until: string | null;
  readonly state: PowerState;
  readonly endedOn: string | null;
  readonly record: string;
  readonly asOf: Date;
}

/** Best first: of several offices in one entity the strongest counts. */
const strength: readonly PowerState[] = [
  'usable',
  'joint',
  'not_begun',
  'no_signature',
  'ended',
  'dissolved',
];

/** The powers of a person, one for each entity in which he holds or held an office, the strongest first. */
export async function listPowers(op: Operation, personId: string): Promise<Power[]> {
  return powersOf(op, personId, undefined);
}

export async function findPower(
  op: Operation,
  personId: string,
  entityId: string,
): Promise<Power | undefined> {
  return (await powersOf(op, personId, entityId))[0];
}

/**
 * The power by which a person alone may act for an entity now.
 * @throws mandates.joint {required, of}, mandates.ended, mandates.none
 */
export async function getUsablePower(op: Operation, personId: string, entityId: string): Promise<Power> {
  const power = await findPower(op, personId, entityId);
  if (power?.state === 'usable') return power;
  if (power?.state === 'joint')
    throw new Fault('forbidden', 'mandates.joint', { required: power.required, of: power.of });
  if (power?.state === 'ended' || power?.state === 'dissolved')
    throw new Fault('forbidden', 'mandates.ended');
  throw new Fault('forbidden', 'mandates.none');
}

async function powersOf(op: Operation, personId: string, entityId: string | undefined): Promise<Power[]> {
  const { identifier } = await getPerson(op, personId);
  const officer = personHash(op.system.keys, identifier);
  const rows = await selectOfficesAround(op, officer, entityId);
  const ids = rows.map(row => row.entity_id);
  const entities = await listEntities(op, ids);
  const joint = rows.filter(row => row.mode === 'joint').map(row => row.entity_id);
  const keys = await openSubjects(op, joint);
  const powers = entities.flatMap(entity => {
    const offices = rows.filter(row => row.entity_id === entity.id);
    const own = offices.filter(row => row.officer_hash.equals(officer));
    const cosigners = coSignatories(op, entity, offices);
    return own
      .map(row => toPower(op, entity, row, cosigners, keys.get(entity.id)))
      .sort(strongerFirst)
      .slice(0, 1);
  });
  return powers.sort(strongerFirst);
}

function strongerFirst(a: Power, b: Power): number {
  return strength.indexOf(a.state) - strength.indexOf(b.state) || b.since.localeCompare(a.since);
}

/** Who can sign jointly for an entity now, each once. */
function coSignatories(op: Operation, entity: Entity, offices: readonly OfficeRow[]): OfficeRow[] {
  const signing = offices.filter(row => powerState(officeFact(row), entity.status, op.at) === 'joint');
  return signing.filter(
    (row, at) => signing.findIndex(other => other.officer_hash.equals(row.officer_hash)) === at,
  );
}

function toPower(
  op: Operation,
  entity: Entity,
  row: OfficeRow,
  cosigners: readonly OfficeRow[],
  key: SubjectKey | undefined,
): Power {
  const facts = officeFact(row);
  const state = powerState(facts, entity.status, op.at);
  const others = cosigners.filter(other => !other.officer_hash.equals(row.officer_hash));
  return {
    officeId: row.id,
    mandateId: null,
    basis: 'registry',
    entity,
    role: facts.role,
    mode: row.mode,
    required: row.required,
    of: state === 'joint' ? cosigners.length : 1,
    others: state === 'joint' && key ? others.map(other => nameOf(op, key, other)) : [],
    since: row.since,
    until: row.until,
    state,
    endedOn: state === 'ended' || state === 'dissolved' ? powerEnd(facts, entity, op.at) : null,
    record: row.record,
    asOf: row.as_of,
  };
}

function nameOf(op: Operation, key: SubjectKey, row: OfficeRow): string {
  const { name } = key.open<SealedOfficer>(OFFICE, row.sealed);
  return name[op.lang] || name.fa;
}
