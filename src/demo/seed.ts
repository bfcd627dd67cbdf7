import { giveRole } from '../admin/index.ts';
import { oneAtATime } from '../db/index.ts';
import { parseLegalId, parseMobile, parsePersonId } from '../identifiers.ts';
import { enrolPerson, findPersonByIdentifier, type Person, recordPersonState } from '../identity/index.ts';
import { refreshFromRegister } from '../mandates/index.ts';
import { atomically, newTracking, type Operation, type System, systemOperation } from '../operation.ts';
import { seedSampleForms } from '../overlap/index.ts';
import { declareValue, fillProfile } from '../profile/index.ts';
import { createRegistries } from '../registries/index.ts';
import type { Country, InventedCountry } from '../registries/invented/index.ts';
import { agenciesStand, seedAgencies } from './agencies.ts';
import { type Addresses, addressesBeside, seedDemoClients } from './clients.ts';
import { seedMandates } from './mandates.ts';
import {
  type DemoCompany,
  type DemoPerson,
  demoCompanies,
  demoPassword,
  demoPeople,
  ownWords,
} from './personas.ts';
import { knowCountry } from './sandbox.ts';

/** Long enough for a registry in this very process. */
const TIMEOUT_MS = 15_000;

/**
 * Enrols the demo's people through the invented registries, takes their companies from the register, fills the
 * profiles, gives the two administrators their role and registers the demo's clients. A second call changes nothing; one
 * from another process waits for the first.
 */
export async function seedDemo(
  system: System,
  invented: InventedCountry | undefined,
  addresses: Addresses = addressesBeside(system.config),
): Promise<void> {
  if (!invented) throw new Error('The demo needs the invented registries: unset REGISTRIES.');
  knowCountry(system, invented);
  // The registers run in this very process, which is busy now: wait for them longer than a sign-in would.
  const registries = createRegistries(invented.addresses, { timeoutMs: TIMEOUT_MS });
  const op = systemOperation({ ...system, registries }, newTracking());
  await oneAtATime(system.config, () => seed(op, invented.country, addresses));
}

async function seed(op: Operation, country: Country, addresses: Addresses): Promise<void> {
  await seedDemoClients(op, addresses);
  await seedSampleForms(op);
  if (await agenciesStand(op)) return;
  await Promise.all(demoCompanies.map(company => seedCompany(op, company)));
  for (const person of demoPeople) await seedPerson(op, person, country);
  // All or nothing, and last: a start that was broken off is made up for by the next.
  await atomically(op, async op => {
    await seedMandates(op);
    await seedAgencies(op);
  });
}

async function seedCompany(op: Operation, company: DemoCompany): Promise<void> {
  const legalId = parseLegalId(company.legalId);
  const entity = await refreshFromRegister(op, legalId);
  if (!entity) throw new Error('The invented register does not hold a company of the demo.');
  await fillProfile(op, { id: entity.id, kind: 'entity', identifier: legalId }, { timeoutMs: TIMEOUT_MS });
  for (const [key, value] of Object.entries(ownWords.companies[company.key] ?? {}))
    await declareValue(op, entity.id, key, value);
}

async function seedPerson(op: Operation, one: DemoPerson, country: Country): Promise<void> {
  const identifier = parsePersonId(one.id);
  const person = (await findPersonByIdentifier(op, identifier)) ?? (await enrol(op, one, country));
  const { id, mobile, name, birthDate } = person;
  await fillProfile(
    op,
    { id, kind: 'person', identifier, mobile, name, birthDate },
    { timeoutMs: TIMEOUT_MS },
  );
  for (const [key, value] of Object.entries(ownWords.people[one.key] ?? {}))
    await declareValue(op, person.id, key, value);
  if (one.role) await giveRole(op, person.id, one.role);
}

/** Who has died enrolled while alive: the register learned of it afterwards. */
async function enrol(op: Operation, one: DemoPerson, country: Country): Promise<Person> {
  const identifier = parsePersonId(one.id);
  if (one.deceased) country.setAlive(identifier, true);
  const person = await enrolPerson(op, {
    identifier,
    name: one.name,
    birthDate: country.birthDateOf(identifier),
    mobile: parseMobile(country.mobileOf(identifier)),
    password: demoPassword,
  });
  if (one.deceased) {
    country.setAlive(identifier, false);
    await recordPersonState(op, person.id, 'deceased');
  }
  return person;
}
