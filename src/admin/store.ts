import type { Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';

export type Role = Schema['staff']['role'];

export async function selectRole(op: Operation, personId: string): Promise<Role | undefined> {
  const row = await op.db
    .selectFrom('staff')
    .select('role')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.role;
}

export async function upsertRole(op: Operation, personId: string, role: Role): Promise<void> {
  await op.db
    .insertInto('staff')
    .values({ person_id: personId, role, since: op.at })
    .onConflict(conflict => conflict.column('person_id').doUpdateSet({ role, since: op.at }))
    .execute();
}

/** @returns the role that it was; undefined: none */
export async function deleteRole(op: Operation, personId: string): Promise<Role | undefined> {
  const row = await op.db
    .deleteFrom('staff')
    .where('person_id', '=', personId)
    .returning('role')
    .executeTakeFirst();
  return row?.role;
}

/** Ids of everybody in a role. */
export async function selectInRole(op: Operation, role: Role): Promise<string[]> {
  const rows = await op.db
    .selectFrom('staff')
    .select('person_id')
    .where('role', '=', role)
    .orderBy('person_id')
    .execute();
  return rows.map(row => row.person_id);
}
