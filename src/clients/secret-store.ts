import { type Insertable, type Selectable, sql } from 'kysely';
import type { Schema } from '../db/index.ts';
import type { Operation } from '../operation.ts';

export type SecretRow = Selectable<Schema['client_secret']>;

const columns = [
  'id',
  'client_id',
  'label',
  'hash',
  'created_by',
  'created_at',
  'expires_at',
  'used_on',
  'refused_on',
  'revoked_by',
  'revoked_at',
] as const;

/** Those that were not revoked, expired ones too; oldest first. */
export function selectSecrets(op: Operation, clientId: string): Promise<SecretRow[]> {
  return op.db
    .selectFrom('client_secret')
    .select(columns)
    .where('client_id', '=', clientId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

export async function insertSecret(op: Operation, row: Insertable<Schema['client_secret']>): Promise<void> {
  await op.db.insertInto('client_secret').values(row).execute();
}

/**
 * Who made a secret of a client, or asked for a key of it, that counted between two moments.
 * @param since what was over before it proves nothing any more
 */
export async function selectMakers(
  op: Operation,
  clientId: string,
  at: Date,
  since: Date,
): Promise<readonly string[]> {
  const secrets = await op.db
    .selectFrom('client_secret')
    .select('created_by as by')
    .distinct()
    .where('client_id', '=', clientId)
    .where('created_at', '<=', at)
    .where(eb => eb.or([eb('revoked_at', 'is', null), eb('revoked_at', '>', since)]))
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', since)]))
    .execute();
  const keys = await op.db
    .selectFrom('approval')
    .select('requested_by as by')
    .distinct()
    .where('client_id', '=', clientId)
    .where('decision', '=', 'approved')
    .where('decided_at', '<=', at)
    .where(sql<boolean>`change->'metadata'->>'token_endpoint_auth_method' = 'private_key_jwt'`)
    .execute();
  return [...secrets, ...keys].map(({ by }) => by);
}

/** One of a client, or all of them. @returns how many were revoked */
export async function revokeSecrets(
  op: Operation,
  clientId: string,
  which: { readonly id?: string },
  by: string,
): Promise<number> {
  let query = op.db
    .updateTable('client_secret')
    .set({ revoked_at: op.at, revoked_by: by })
    .where('client_id', '=', clientId)
    .where('revoked_at', 'is', null);
  if (which.id !== undefined) query = query.where('id', '=', which.id);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

export async function markSecret(
  op: Operation,
  id: string,
  mark: { readonly used_on: string } | { readonly refused_on: string },
): Promise<void> {
  await op.db.updateTable('client_secret').set(mark).where('id', '=', id).execute();
}

/** Of clients that work, or of one agency: what ends before `until`, the next to end first. */
export async function selectEndingSecrets(
  op: Operation,
  until: Date,
  agencyId: string | undefined,
  limit: number,
): Promise<{ id: string; clientId: string; label: string; until: Date }[]> {
  let query = op.db
    .selectFrom('client_secret')
    .innerJoin('client', 'client.id', 'client_secret.client_id')
    .select([
      'client_secret.id',
      'client_secret.client_id',
      'client_secret.label',
      'client_secret.expires_at',
    ])
    .where('client_secret.revoked_at', 'is', null)
    .where('client_secret.expires_at', '<', until)
    .where('client.state', '=', 'active')
    .orderBy('client_secret.expires_at')
    .limit(limit);
  if (agencyId !== undefined) query = query.where('client.agency_id', '=', agencyId);
  const rows = await query.execute();
  return rows.flatMap(row =>
    row.expires_at ? [{ id: row.id, clientId: row.client_id, label: row.label, until: row.expires_at }] : [],
  );
}

/** The same of clients whose uploaded keys end. */
export async function selectEndingKeys(
  op: Operation,
  until: Date,
  agencyId: string | undefined,
  limit: number,
): Promise<{ clientId: string; until: Date }[]> {
  let query = op.db
    .selectFrom('client')
    .select(['id', 'keys_expire_at'])
    .where('keys_expire_at', '<', until)
    .where('state', '=', 'active')
    .orderBy('keys_expire_at')
    .limit(limit);
  if (agencyId !== undefined) query = query.where('agency_id', '=', agencyId);
  const rows = await query.execute();
  return rows.flatMap(row => (row.keys_expire_at ? [{ clientId: row.id, until: row.keys_expire_at }] : []));
}

/** @returns those of which nobody was told before */
export async function insertNotices(
  op: Operation,
  notices: readonly { readonly credential: string; readonly days: number }[],
): Promise<ReadonlySet<string>> {
  if (notices.length === 0) return new Set();
  const rows = await op.db
    .insertInto('credential_notice')
    .values(notices.map(notice => ({ ...notice, told_at: op.at })))
    .onConflict(conflict => conflict.columns(['credential', 'days']).doNothing())
    .returning('credential')
    .execute();
  return new Set(rows.map(({ credential }) => credential));
}

/** When the oldest secret that works was made, of each of these clients that has one. */
export async function selectSecretsSince(
  op: Operation,
  clientIds: readonly string[],
): Promise<Map<string, Date>> {
  if (clientIds.length === 0) return new Map();
  const rows = await op.db
    .selectFrom('client_secret')
    .select(['client_id', eb => eb.fn.min('created_at').as('since')])
    .where('client_id', 'in', [...clientIds])
    .where('revoked_at', 'is', null)
    .where(eb => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', op.at)]))
    .groupBy('client_id')
    .execute();
  return new Map(rows.map(row => [row.client_id, new Date(row.since)]));
}
