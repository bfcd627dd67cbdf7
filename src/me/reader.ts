import { Fault } from '../errors.ts';
import { getPerson, type Person } from '../identity/index.ts';
import { listPowers, type Power } from '../mandates/index.ts';
import type { Operation } from '../operation.ts';

/** Who reads, and whose affairs are his to see. */
export interface Reader {
  readonly person: Person;
  readonly powers: readonly Power[];
  /** The person, and the entities that he can bind now, alone or with others. */
  readonly subjectIds: readonly string[];
  /** The entities whose record he may see. */
  readonly seen: readonly { readonly id: string; readonly name: string }[];
  /** Name of an entity among those powers; undefined for the person himself and for what is not his to name. */
  nameOf(subjectId: string | null): string | undefined;
}

/** The purpose that a mandate is given for when its holder is to see the entity's record. */
export const RECORD_PURPOSE = 'yekbar/record';

/**
 * Whose record an entity's is to read: those whom the register lets bind it now, alone or with others, and those who
 * hold a mandate that says so. Not everybody who ever acts for it.
 */
export function seesRecord(power: {
  readonly state: string;
  readonly basis: 'registry' | 'mandate';
  readonly scope?: { readonly purposes: readonly string[] } | undefined;
}): boolean {
  if (power.basis === 'registry') return power.state === 'usable' || power.state === 'joint';
  const holds = ['usable', 'joint', 'outside_scope'].includes(power.state);
  return holds && (power.scope?.purposes.includes(RECORD_PURPOSE) ?? false);
}

/** @throws web.sign_in_first */
export function personIdOf(op: Operation): string {
  if (op.actor.kind !== 'person') throw new Fault('unauthenticated', 'web.sign_in_first');
  return op.actor.personId;
}

export async function readerOf(op: Operation): Promise<Reader> {
  const person = await getPerson(op, personIdOf(op));
  const powers = await listPowers(op, person.id);
  const open = powers.filter(power => power.state === 'usable' || power.state === 'joint');
  const names = new Map(powers.map(({ entity }) => [entity.id, entity.name[op.lang]]));
  return {
    person,
    powers,
    subjectIds: [person.id, ...open.map(power => power.entity.id)],
    seen: powers.filter(seesRecord).map(({ entity }) => ({ id: entity.id, name: entity.name[op.lang] })),
    nameOf: subjectId => (subjectId === null ? undefined : names.get(subjectId)),
  };
}
