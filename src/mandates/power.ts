import { type Entity, keyOfEntity } from '../entities/index.ts';
import { Fault } from '../errors.ts';
import { getPerson } from '../identity/index.ts';
import { personHash } from '../keys.ts';
import { type Operation, once } from '../operation.ts';
import type { Officer } from '../registries/index.ts';
import type { SubjectKey } from '../vault/index.ts';
import { covers, type Scope, type Use, type Verdict } from './covers.ts';
import { hex, type Loaded, loadFacts } from './facts.ts';
import { selectHeld } from './mandate-store.ts';
import { useAt } from './matters.ts';
import { OFFICE, officeFact, type SealedOfficer } from './offices.ts';
import { type PowerState, powerEnd, powerState, tehranDay } from './power-state.ts';
import { MANDATE, type SealedMandate } from './sealed.ts';
import { type OfficeRow, selectOfficesAround } from './store.ts';
import type { Template } from './templates.ts';

/** What a person may do for an entity, with what the register says of it, or who gave it. */
export interface Power {
  /** The office that the power comes from, also of a mandate. */
  readonly officeId: string;
  readonly mandateId: string | null;
  readonly basis: 'registry' | 'mandate';
  readonly entity: Entity;
  /** The office, or what the mandate is for. */
  readonly role: Officer['role'] | Template;
  readonly mode: Officer['mode'] | 'delegated';
  /** How many signatures bind, of how many officers that sign jointly. */
  readonly required: number;
  readonly of: number;
  /** Names of the co-signatories in the reader's language. */
  readonly others: readonly string[];
  /** ISO days */
  readonly since: string;
  readonly until: string | null;
  /** outside_scope: a mandate that is not for this (or, where nothing is asked for, only for some things). */
  readonly state: PowerState | 'outside_scope' | 'not_accepted';
  readonly endedOn: string | null;
  /** The notice of the office in the register, and when the register said so. */
  readonly record: string;
  readonly asOf: Date;
  /** Of a mandate: what it is for; by whom, and what limits it. */
  readonly scope: Scope | undefined;
  readonly given: Given | undefined;
}

export interface Given {
  /** Name of the giver, and of the entity that named or passed it on. */
  readonly by: string;
  readonly through: string | undefined;
  /** Rials */
  readonly amount: bigint | null;
}

/** For what a power is to be used; without it only an office gives one, for a mandate is for something. */
export type Wanted = Pick<Use, 'clientId' | 'purposeKey' | 'amount'>;

/** Best first: of several powers in one entity the strongest counts. */
const strength: readonly Power['state'][] = [
  'usable',
  'joint',
  'outside_scope',
  'not_begun',
  'not_accepted',
  'no_signature',
  'ended',
  'dissolved',
];

/** How long an ended mandate is still shown, with why. */
const SHOWN_MS = 30 * 86_400_000;

/** The powers of a person, one for each entity, by office or by mandate, the strongest first. */
export async function listPowers(op: Operation, personId: string, use?: Wanted): Promise<Power[]> {
  return powersOf(op, personId, undefined, use);
}

export async function findPower(
  op: Operation,
  personId: string,
  entityId: string,
  use?: Wanted,
): Promise<Power | undefined> {
  return (await powersOf(op, personId, entityId, use))[0];
}

/**
 * The power by which a person alone may act for an entity now, for this.
 * @throws mandates.joint {required, of}, mandates.ended, mandates.outside_scope, mandates.none
 */
export async function getUsablePower(
  op: Operation,
  personId: string,
  entityId: string,
  use?: Wanted,
): Promise<Power> {
  const power = await findPower(op, personId, entityId, use);
  if (power?.state === 'usable') return power;
  if (power?.state === 'joint')
    throw new Fault('forbidden', 'mandates.joint', { required: power.required, of: power.of });
  if (power?.state === 'ended' || power?.state === 'dissolved')
    throw new Fault('forbidden', 'mandates.ended');
  if (power?.state === 'outside_scope') throw new Fault('forbidden', 'mandates.outside_scope');
  throw new Fault('forbidden', 'mandates.none');
}

/** The steps of one sign-in ask for the same powers again and again. */
function powersOf(
  op: Operation,
  personId: string,
  entityId: string | undefined,
  wanted: Wanted | undefined,
): Promise<Power[]> {
  const use = [wanted?.clientId, wanted?.purposeKey, wanted?.amount].join(' ');
  const name = `powers ${op.lang} ${personId} ${entityId ?? ''} ${use}`;
  return once(op, name, () => readPowers(op, personId, entityId, wanted));
}

async function readPowers(
  op: Operation,
  personId: string,
  entityId: string | undefined,
  wanted: Wanted | undefined,
): Promise<Power[]> {
  const { identifier } = await getPerson(op, personId);
  const person = personHash(op.system.keys, identifier);
  const since = new Date(op.at.getTime() - SHOWN_MS);
  const [offices, held] = await Promise.all([
    selectOfficesAround(op, { person, entityId }),
    selectHeld(op, { person, entityId, since }),
  ]);
  const loaded = await loadFacts(op, held, offices);
  const use = wanted && held.length > 0 ? await useAt(op, wanted) : wanted;
  const ids = new Set([...offices, ...held].map(row => row.entity_id));
  const powers = [...ids].flatMap(id => {
    const entity = loaded.entities.get(id);
    if (!entity) return [];
    const asked = { person: hex(person), entityId: id, use };
    const verdict = covers(loaded.facts, asked, op.at);
    const given = verdict.mandateId === null ? undefined : loaded.mandates.get(verdict.mandateId);
    if (given) return byMandate(op, loaded, entity, verdict, keyOfEntity(entity)) ?? [];
    const around = offices.filter(row => row.entity_id === id);
    const cosigners = coSignatories(op, entity, around);
    return around
      .filter(row => row.officer_hash.equals(person))
      .map(row => byOffice(op, entity, row, cosigners, keyOfEntity(entity)))
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

function byOffice(
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
    scope: undefined,
    given: undefined,
  };
}

function nameOf(op: Operation, key: SubjectKey, row: OfficeRow): string {
  const { name } = key.open<SealedOfficer>(OFFICE, row.sealed);
  return name[op.lang] || name.fa;
}

/** What is told of the mandate that the verdict is about. */
function byMandate(
  op: Operation,
  { mandates, offices }: Loaded,
  entity: Entity,
  verdict: Verdict,
  key: SubjectKey | undefined,
): Power | undefined {
  const row = mandates.get(verdict.mandateId ?? '');
  const office = row && offices.get(row.root_office_id);
  if (!row || !office || !key) return undefined;
  const { giver, through } = key.open<SealedMandate>(MANDATE, row.sealed);
  const state = verdict.covered ? 'usable' : stateOf(verdict.because);
  const over = row.valid_until < tehranDay(op.at) ? row.valid_until : tehranDay(op.at);
  return {
    officeId: office.id,
    mandateId: row.id,
    basis: 'mandate',
    entity,
    role: row.template,
    mode: 'delegated',
    required: 1,
    of: 1,
    others: [],
    since: row.valid_from,
    until: (verdict.covered ? verdict.until : null) ?? row.valid_until,
    state,
    endedOn: state === 'ended' ? (row.ended_at ? tehranDay(row.ended_at) : over) : null,
    record: office.record,
    asOf: office.as_of,
    scope: { systems: row.systems, kinds: row.kinds, purposes: row.purposes },
    given: {
      by: giver[op.lang] || giver.fa,
      through: through ? through[op.lang] || through.fa : undefined,
      amount: verdict.covered ? verdict.amount : row.amount === null ? null : BigInt(row.amount),
    },
  };
}

function stateOf(because: Extract<Verdict, { covered: false }>['because']): Power['state'] {
  if (because === 'over_amount') return 'outside_scope';
  return because === 'broken' || because === 'none' ? 'no_signature' : because;
}
