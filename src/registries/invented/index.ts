/**
 * The invented country: base registries that nobody owns, with the demo's people and companies and any number of
 * others, reached over HTTP like real ones, and slow, down or wrong on command. For the demo, the tests and the
 * benchmark; production never starts it. Every identifier begins with the unassigned prefix 999.
 */

export type { BatchAnswer, Batches } from './batches.ts';
export type { Country } from './country.ts';
export type { Faults, Wrong } from './faults.ts';
export { FIRST_GENERATED, inventEntity, inventPerson } from './generator.ts';
export type { InventedBusiness, InventedEntity, InventedPerson } from './model.ts';
export { demoPeople as inventedPeople } from './people.ts';
export { type Personas, personas } from './personas.ts';
export { type InventedCountry, startInventedCountry } from './server.ts';
