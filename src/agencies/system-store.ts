import type { Insertable, Selectable } from 'kysely';
import type { AgencySystemTable } from '../db/schema/agencies.ts';
import type { Operation } from '../operation.ts';

export async function selectSystemNumbers(op: Operation, agencyId: string): Promise<number[]> {
  const rows = await op.db
    .selectFrom('agency_system')
    .select('number')
    .where('agency_id', '=', agencyId)
    .orderBy('number')
    .execute();
  return rows.map(row => row.number);
}

/** Takes the place of whatever stood there. */
export async function replaceSystems(
  op: Operation,
  agencyId: string,
  rows: readonly Insertable<AgencySystemTable>[],
): Promise<void> {
  await op.db.deleteFrom('agency_system').where('agency_id', '=', agencyId).execute();
  if (rows.length > 0)
    await op.db
      .insertInto('agency_system')
      .values([...rows])
      .execute();
}

export function selectOwners(op: Operation): Promise<Selectable<AgencySystemTable>[]> {
  return op.db.selectFrom('agency_system').selectAll().orderBy('number').execute();
}
