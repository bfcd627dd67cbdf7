import { type Insertable, type Selectable, sql } from 'kysely';
import type { SigningKeyTable } from '../db/schema/oidc.ts';
import type { Schema } from '../db/schema.ts';
import type { Operation } from '../operation.ts';

export type SigningKeyRow = Selectable<SigningKeyTable>;

export function selectSigningKeys(op: Operation): Promise<SigningKeyRow[]> {
  return op.db.selectFrom('signing_key').selectAll().orderBy('created_at').orderBy('kid').execute();
}

export async function insertSigningKeys(
  op: Operation,
  rows: readonly Insertable<Schema['signing_key']>[],
): Promise<void> {
  await op.db
    .insertInto('signing_key')
    .values([...rows])
    .execute();
}

export async function setKeyState(
  op: Operation,
  kids: readonly string[],
  state: SigningKeyRow['state'],
): Promise<void> {
  if (kids.length === 0) return;
  await op.db
    .updateTable('signing_key')
    .set({ state, state_since: op.at })
    .where('kid', 'in', [...kids])
    .execute();
}

export async function deleteSigningKeys(op: Operation, kids: readonly string[]): Promise<void> {
  if (kids.length === 0) return;
  await op.db
    .deleteFrom('signing_key')
    .where('kid', 'in', [...kids])
    .execute();
}

/** Others who want to make the first keys wait until this transaction ends. */
export async function lockSigningKeys(op: Operation): Promise<void> {
  await sql`lock table signing_key in share row exclusive mode`.execute(op.db);
}
