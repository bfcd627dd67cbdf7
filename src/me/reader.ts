import { Fault } from '../errors.ts';
import { getPerson, listFormerAccounts, type Person } from '../identity/index.ts';
import { listPowers, type Power, RECORD_USE } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';

/** Who reads, and whose affairs are his to see. */
export interface Reader {
  readonly person: Person;
  readonly powers: readonly Power[];
  /** Accounts that ended in favour of this one, when the civil register made two records one. */
  readonly former: readonly string[];
  /** The person, her former accounts, and the entities that he can bind now, alone or with others. */
  readonly subjectIds: readonly string[];
  /** The entities whose record he may see. */
  readonly seen: readonly { readonly id: string; readonly name: string }[];
  /** Name of an entity among those powers; undefined for the person himself and for what is not his to name. */
  nameOf(subjectId: string | null): string | undefined;
}

/**
 * Whose record an entity's is to read: those whom the register lets bind it now, alone or with others, and those who
 * hold a mandate for just that. Not everybody who ever acts for it.
 * @param power as it is for RECORD_USE: a mandate that is for something else is outside its scope then
 */
function seesRecord({ state }: Pick<Power, 'state'>): boolean {
  return state === 'usable' || state === 'joint';
}

/** @throws web.sign_in_first */
export function personIdOf(op: Operation): string {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  return op.actor.personId;
}

export function readerOf(op: Operation): Promise<Reader> {
  return readerFor(op, personIdOf(op));
}

/** Whether this person's affairs are the caller's to see is for the caller to know. */
export async function readerFor(op: Operation, personId: string): Promise<Reader> {
  const person = await getPerson(op, personId);
  const powers = await listPowers(op, person.id);
  // What the register made one with her is hers to read.
  const former = await listFormerAccounts(op, person.id);
  const open = powers.filter(power => power.state === 'usable' || power.state === 'joint');
  const names = new Map(powers.map(({ entity }) => [entity.id, entity.name[op.lang]]));
  return {
    person,
    powers,
    subjectIds: [person.id, ...former, ...open.map(power => power.entity.id)],
    former,
    seen: (await listPowers(op, person.id, RECORD_USE))
      .filter(seesRecord)
      .map(({ entity }) => ({ id: entity.id, name: entity.name[op.lang] })),
    nameOf: subjectId => (subjectId === null ? undefined : names.get(subjectId)),
  };
}
