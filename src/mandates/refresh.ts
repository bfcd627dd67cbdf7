import { type Inquiries, inquire } from '../audit/index.ts';
import { type Entity, listEntities, recordEntity } from '../entities/index.ts';
import type { LegalId } from '../identifiers.ts';
import { getPerson } from '../identity/index.ts';
import { personHash } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import { type Fact, type LegalPerson, RegistryDown } from '../registries/index.ts';
import { checkAgain } from './check-store.ts';
import { closeEnded } from './ended.ts';
import { recordOffices } from './offices.ts';
import { selectEntityIdsOf } from './store.ts';

/** How old the word of the register becomes before it is asked again behind the requests. */
const CHECK_MS = 3_600_000;
/** How many entities of one person are asked about at the same time. */
const AT_ONCE = 4;

/**
 * Asks the register of legal persons about an entity and keeps its answer: particulars, offices, and what ended. What
 * rested on an office that ended (mandates, and what the listeners of `onPowerEnded` answer for) ends with it.
 * The register is asked outside of any transaction.
 * @returns undefined when the register knows no such entity; what was kept of it stays
 * @throws RegistryDown
 */
export async function refreshFromRegister(op: Operation, legalId: LegalId): Promise<Entity | undefined> {
  const inquiries = inquire(op);
  try {
    const fact = await ask(op, inquiries, legalId);
    if (!fact) return undefined;
    return await atomically(op, async op => {
      const entity = await keep(op, fact);
      await inquiries.record(op, entity.id);
      return entity;
    });
  } finally {
    // Where there was nothing to keep, that the register was asked is.
    await inquiries.record(op);
  }
}

/**
 * Asks about every entity in which the register or we know an office of the person, and keeps all answers in one
 * transaction. A register that does not answer changes nothing: what it said last counts, with its date.
 */
export async function refreshPowersOf(op: Operation, personId: string): Promise<void> {
  const { identifier } = await getPerson(op, personId);
  const known = await listEntities(op, await selectEntityIdsOf(op, personHash(op.system.keys, identifier)));
  const inquiries = inquire(op);
  const told = await orUndefined(inquiries.registries.legalPersons.entitiesOf(identifier));
  if (!told) return inquiries.record(op, personId);
  const facts = await askAll(op, inquiries, new Set([...told.value, ...known.map(({ legalId }) => legalId)]));
  await atomically(op, async op => {
    for (const fact of facts) await keep(op, fact);
    await inquiries.record(op, personId);
  });
}

async function ask(
  op: Operation,
  { registries }: Inquiries,
  legalId: LegalId,
): Promise<Fact<LegalPerson> | undefined> {
  const fact = await registries.legalPersons.find(legalId);
  // A register whose clock runs ahead must not make its own later answers look old.
  return fact && fact.asOf > op.at ? { ...fact, asOf: op.at } : fact;
}

/** The answers that came, in one order for all: transactions must not wait for each other in a circle. */
async function askAll(
  op: Operation,
  inquiries: Inquiries,
  legalIds: ReadonlySet<LegalId>,
): Promise<Fact<LegalPerson>[]> {
  const waiting = [...legalIds].sort();
  const facts: Fact<LegalPerson>[] = [];
  const work = async () => {
    for (let legalId = waiting.shift(); legalId; legalId = waiting.shift()) {
      const fact = await orUndefined(ask(op, inquiries, legalId));
      if (fact) facts.push(fact);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return facts.sort((a, b) => a.value.legalId.localeCompare(b.value.legalId));
}

function keep(op: Operation, fact: Fact<LegalPerson>): Promise<Entity> {
  return atomically(op, async op => {
    const entity = await recordEntity(op, fact);
    // An answer that was overtaken, or is an older edition, says nothing new of the offices either.
    if (entity.asOf.getTime() === fact.asOf.getTime() && entity.edition === fact.edition)
      await closeEnded(op, entity, await recordOffices(op, entity, fact.value.officers));
    await checkAgain(op, entity.id, new Date(op.at.getTime() + CHECK_MS));
    return entity;
  });
}

async function orUndefined<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof RegistryDown) return undefined;
    throw error;
  }
}
