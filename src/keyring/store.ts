import type { Insertable, Selectable } from 'kysely';
import type { RegistrySecretTable } from '../db/schema/keyring.ts';
import type { Operation } from '../operation.ts';

export type SecretRow = Selectable<RegistrySecretTable>;

export function selectSecrets(op: Operation): Promise<SecretRow[]> {
  return op.db
    .selectFrom('registry_secret')
    .select(['registry', 'kind', 'sealed', 'set_at'])
    .orderBy('registry')
    .orderBy('kind')
    .execute();
}

export async function upsertSecret(op: Operation, row: Insertable<RegistrySecretTable>): Promise<void> {
  await op.db
    .insertInto('registry_secret')
    .values(row)
    .onConflict(conflict =>
      conflict.columns(['registry', 'kind']).doUpdateSet({ sealed: row.sealed, set_at: row.set_at }),
    )
    .execute();
}

/** @returns how many there were */
export async function deleteSecrets(op: Operation, registry: string): Promise<number> {
  const { numDeletedRows } = await op.db
    .deleteFrom('registry_secret')
    .where('registry', '=', registry)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
