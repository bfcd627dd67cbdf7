import { type Entity, listEntities, recordEntity } from '../entities/index.ts';
import type { LegalId } from '../identifiers.ts';
import { getPerson } from '../identity/index.ts';
import { personHash } from '../keys.ts';
import { atomically, type Operation } from '../operation.ts';
import { RegistryDown } from '../registries/index.ts';
import { recordOffices } from './offices.ts';
import { selectEntityIdsOf } from './store.ts';

/** How many entities of one person are asked about at the same time. */
const AT_ONCE = 4;

/**
 * Asks the register of legal persons about an entity and keeps its answer: particulars, offices, and what ended.
 * The register is asked outside of any transaction.
 * @returns undefined when the register knows no such entity; what was kept of it stays
 * @throws RegistryDown
 */
export async function refreshFromRegister(op: Operation, legalId: LegalId): Promise<Entity | undefined> {
  const answer = await op.system.registries.legalPersons.find(legalId);
  if (!answer) return undefined;
  // A register whose clock runs ahead must not make its own later answers look old.
  const fact = answer.asOf < op.at ? answer : { ...answer, asOf: op.at };
  return atomically(op, async op => {
    const entity = await recordEntity(op, fact);
    // An answer that another one overtook says nothing new of the offices either.
    if (entity.asOf <= fact.asOf) await recordOffices(op, entity, fact.value.officers);
    return entity;
  });
}

/**
 * Asks about every entity in which the register or we know an office of the person. A register that does not answer
 * changes nothing: what it said last counts, with its date.
 */
export async function refreshPowersOf(op: Operation, personId: string): Promise<void> {
  const { identifier } = await getPerson(op, personId);
  const known = await listEntities(op, await selectEntityIdsOf(op, personHash(op.system.keys, identifier)));
  const told = await orUndefined(op.system.registries.legalPersons.entitiesOf(identifier));
  if (!told) return;
  const waiting = [...new Set([...told.value, ...known.map(({ legalId }) => legalId)])];
  const ask = async () => {
    for (let legalId = waiting.shift(); legalId; legalId = waiting.shift())
      await orUndefined(refreshFromRegister(op, legalId));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, ask));
}

async function orUndefined<T>(asking: Promise<T>): Promise<T | undefined> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof RegistryDown) return undefined;
    throw error;
  }
}
