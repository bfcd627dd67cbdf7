import { followLifeStatus } from '../identity/index.ts';
import type { Operation } from '../operation.ts';
import type { Json } from '../registries/index.ts';

export const LIFE = 'person.life_status';

/** An account ends its work with the life of its person, however the register's word of it came. */
export async function followLife(
  op: Operation,
  { id, kind }: { readonly id: string; readonly kind: 'person' | 'entity' },
  said: { readonly status: string; readonly value?: Json } | undefined,
): Promise<void> {
  if (kind === 'person' && said?.status === 'present') await followLifeStatus(op, id, said.value === 'alive');
}
