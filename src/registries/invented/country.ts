import type { LegalId, PersonId } from '../../identifiers.ts';
import type { Officer } from '../index.ts';
import { jalaliOfIso } from '../jalali.ts';
import { demoCompanies } from './companies.ts';
import { FIRST_GENERATED, inventEntity, inventPerson, officesOf } from './generator.ts';
import type { InventedEntity, InventedPerson } from './model.ts';
import { legalIdAt, MOST_ENTITIES, MOST_PEOPLE, nationalIdAt, numberOf } from './numbers.ts';
import { demoPeople } from './people.ts';

/** The registers of the invented country, and the ways in which they change. */
export interface Country {
  /** The demo's people and companies. */
  readonly people: readonly InventedPerson[];
  readonly entities: readonly InventedEntity[];
  /** By key: person('sara'), entity('arvand'). */
  person(key: string): InventedPerson;
  entity(key: string): InventedEntity;
  findPerson(id: string): InventedPerson | undefined;
  findEntity(id: string): InventedEntity | undefined;
  /** The number that Shahkar knows as this person's. */
  mobileOf(id: string): string;
  /** ISO day */
  birthDateOf(id: string): string;
  /** Entities in which a person holds or held an office. */
  officesOf(id: string): readonly InventedEntity[];
  /** An office ends on an ISO day. */
  endOffice(
    legalId: LegalId,
    personId: PersonId,
    on: string,
    reason?: 'term_ended' | 'dissolved' | 'removed',
  ): void;
  addOfficer(legalId: LegalId, officer: Officer): void;
  dissolve(legalId: LegalId, on: string): void;
  setAlive(personId: PersonId, alive: boolean): void;
  /** Any property of a person or an entity: setValue(id, {staff: 60}). */
  setValue(id: PersonId, change: Partial<InventedPerson>): void;
  setValue(id: LegalId, change: Partial<InventedEntity>): void;
  /** Everything as at the start. */
  restore(): void;
  /** Number of the edition of a record: the moment of its last change, and larger than any before; undefined: never. */
  editionOf(id: string): number | undefined;
  /** As a copy of the registers shows it that has not heard of the last change of each record. */
  lagging(): Country;
}

/** A record before its last change. */
interface Before {
  readonly entity: InventedEntity | undefined;
  readonly person: InventedPerson | undefined;
  readonly edition: number;
}

export function createCountry(now: () => Date): Country {
  const { year } = jalaliOfIso(now().toISOString());
  const people = demoPeople(year);
  const entities = demoCompanies(people, year);
  let changedPeople = new Map<string, InventedPerson>();
  let changedEntities = new Map<string, InventedEntity>();
  const ownPeople = new Map<string, InventedPerson>(people.map(person => [person.id, person]));
  const ownEntities = new Map<string, InventedEntity>(entities.map(entity => [entity.legalId, entity]));

  const findPerson = (id: string) => changedPeople.get(id) ?? ownPeople.get(id) ?? generatedPerson(id);
  const findEntity = (id: string) => changedEntities.get(id) ?? ownEntities.get(id) ?? generatedEntity(id);
  const editions = new Map<string, number>();
  const before = new Map<string, Before>();
  const changes = (id: string) => {
    const edition = editions.get(id) ?? 1;
    before.set(id, { entity: findEntity(id), person: findPerson(id), edition });
    editions.set(id, Math.max(edition + 1, now().getTime()));
  };
  const changeEntity = (id: string, change: (entity: InventedEntity) => Partial<InventedEntity>) => {
    const entity = held(findEntity(id));
    changes(id);
    changedEntities.set(id, { ...entity, ...change(entity) });
  };
  const changePerson = (id: string, change: Partial<InventedPerson>) => {
    const person = held(findPerson(id));
    changes(id);
    changedPeople.set(id, { ...person, ...change });
  };

  const country: Country = {
    people,
    entities,
    person: key => named(people, key),
    entity: key => named(entities, key),
    findPerson,
    findEntity,
    mobileOf: id => held(findPerson(id)).mobile,
    birthDateOf: id => held(findPerson(id)).birthDate,
    officesOf: id => {
      const number = ownPeople.has(id) ? undefined : numberOf(id as PersonId);
      const generated = number === undefined ? [] : officesOf(number).map(legalIdAt);
      const candidates = new Set<string>([...ownEntities.keys(), ...changedEntities.keys(), ...generated]);
      return [...candidates]
        .map(findEntity)
        .filter(entity => entity !== undefined)
        .filter(entity => entity.officers.some(officer => officer.id === id));
    },
    endOffice: (legalId, personId, on, reason = 'term_ended') =>
      changeEntity(legalId, entity => ({
        officers: entity.officers.map(officer =>
          officer.id === personId && !officer.ended ? { ...officer, ended: { on, reason } } : officer,
        ),
      })),
    addOfficer: (legalId, officer) =>
      changeEntity(legalId, entity => ({ officers: [...entity.officers, officer] })),
    dissolve: (legalId, on) =>
      changeEntity(legalId, entity => ({
        status: 'dissolved',
        statusSince: on,
        officers: entity.officers.map(officer =>
          officer.ended ? officer : { ...officer, ended: { on, reason: 'dissolved' } },
        ),
      })),
    setAlive: (personId, alive) => changePerson(personId, { alive }),
    setValue: (id: string, change: Partial<InventedPerson> & Partial<InventedEntity>) =>
      findEntity(id) ? changeEntity(id, () => change) : changePerson(id, change),
    restore: () => {
      for (const id of [...changedPeople.keys(), ...changedEntities.keys()]) changes(id);
      changedPeople = new Map();
      changedEntities = new Map();
    },
    editionOf: id => editions.get(id),
    lagging: () => ({
      ...country,
      findPerson: id => before.get(id)?.person ?? findPerson(id),
      findEntity: id => before.get(id)?.entity ?? findEntity(id),
      editionOf: id => before.get(id)?.edition,
    }),
  };
  return country;
}

function named<T extends { readonly key: string }>(list: readonly T[], key: string): T {
  const found = list.find(one => one.key === key);
  if (!found) throw new Error(`no ${key} in the invented country`);
  return found;
}

function held<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('not in the invented country');
  return found;
}

function generatedPerson(id: string): InventedPerson | undefined {
  const n = id.length === 10 ? numberOf(id as PersonId) : undefined;
  if (n === undefined || n < FIRST_GENERATED || n >= MOST_PEOPLE || nationalIdAt(n) !== id) return undefined;
  return inventPerson(n);
}

function generatedEntity(id: string): InventedEntity | undefined {
  const n = id.length === 11 ? numberOf(id as LegalId) : undefined;
  if (n === undefined || n < FIRST_GENERATED || n >= MOST_ENTITIES || legalIdAt(n) !== id) return undefined;
  return inventEntity(n);
}
