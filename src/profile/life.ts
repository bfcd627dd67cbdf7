import { followLifeStatus } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import type { FieldFact } from '../registries/index.ts';
import type { StoredProfile, StoredValue } from './value.ts';

const LIFE = 'person.life_status';

interface Answer {
  readonly fields: Readonly<Record<string, FieldFact>>;
}

/** What the profile holds of her life after these answers, where one of them speaks of it: one that was overtaken says nothing. */
export function lifeAfter(
  answers: readonly Answer[],
  next: StoredProfile | undefined,
): StoredValue | undefined {
  return answers.some(({ fields }) => LIFE in fields) ? next?.values[LIFE] : undefined;
}

/** An account ends its work with the life of its person, however the register's word of it came. */
export async function followLife(
  op: Operation,
  { id, kind }: { readonly id: string; readonly kind: 'person' | 'entity' },
  said: StoredValue | undefined,
): Promise<void> {
  if (kind === 'person' && said?.status === 'present') await followLifeStatus(op, id, said.value === 'alive');
}
