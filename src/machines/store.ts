import type { Insertable, Selectable } from 'kysely';
import type { MachineTable } from '../db/schema/machines.ts';
import type { Operation } from '../operation.ts';

export type MachineRow = Selectable<MachineTable>;

const columns = [
  'id',
  'entity_id',
  'client_id',
  'maker_person_id',
  'office_id',
  'purpose_id',
  'consent_id',
  'made_at',
  'valid_until',
  'ended_at',
  'end_reason',
] as const;

export function selectMachine(op: Operation, id: string): Promise<MachineRow | undefined> {
  return op.db.selectFrom('machine').select(columns).where('id', '=', id).executeTakeFirst();
}

export function selectByClient(op: Operation, clientId: string): Promise<MachineRow | undefined> {
  return op.db.selectFrom('machine').select(columns).where('client_id', '=', clientId).executeTakeFirst();
}

/** Those of these entities, and those that this person made; newest first. */
export function selectMachines(
  op: Operation,
  personId: string,
  entityIds: readonly string[],
  limit: number,
): Promise<MachineRow[]> {
  return op.db
    .selectFrom('machine')
    .select(columns)
    .where(eb =>
      eb.or([
        eb('maker_person_id', '=', personId),
        ...(entityIds.length > 0 ? [eb('entity_id', 'in', [...entityIds])] : []),
      ]),
    )
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function insertMachine(op: Operation, row: Insertable<MachineTable>): Promise<void> {
  await op.db.insertInto('machine').values(row).execute();
}

/** How many of an entity run now. */
export async function countRunning(op: Operation, entityId: string): Promise<number> {
  const rows = await op.db
    .selectFrom('machine')
    .select('id')
    .where('entity_id', '=', entityId)
    .where('ended_at', 'is', null)
    .where('valid_until', '>', op.at)
    .execute();
  return rows.length;
}

/** @returns the one that rested on this consent and had not ended */
export async function endByConsent(
  op: Operation,
  consentId: string,
  reason: NonNullable<MachineRow['end_reason']>,
): Promise<MachineRow | undefined> {
  return op.db
    .updateTable('machine')
    .set({ ended_at: op.at, end_reason: reason })
    .where('consent_id', '=', consentId)
    .where('ended_at', 'is', null)
    .returning(columns)
    .executeTakeFirst();
}
