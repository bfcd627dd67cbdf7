import { type Selectable, sql } from 'kysely';
import { askText, besideKeys, type Db } from '../db/index.ts';
import type { OidcArtifactTable } from '../db/schema/oidc.ts';
import type { Operation } from '../operation.ts';

/** The pool or a transaction: artifacts are written on either. */
export type Handle = Operation['db'] | Db;
export type Artifact = Selectable<OidcArtifactTable>;

const columns = ['id', 'kind', 'payload', 'created_at', 'expires_at', 'consumed_at'] as const;
export type StoredArtifact = Pick<Artifact, (typeof columns)[number]>;

const unexpired = besideKeys('expires_at > $2');

/** Those of `ids` that are there and not expired. */
export function selectArtifacts(db: Handle, ids: readonly Buffer[], at: Date): Promise<StoredArtifact[]> {
  return askText(
    db,
    `select ${columns.join(', ')} from oidc_artifact where id = any($1::bytea[]) and ${unexpired}`,
    [ids, at],
  );
}

/** The newest of each of several uids. */
export function selectByUids(
  db: Handle,
  uids: readonly Buffer[],
  at: Date,
): Promise<(StoredArtifact & { uid: Buffer | null })[]> {
  return askText(
    db,
    `select distinct on (uid) ${columns.join(', ')}, uid from oidc_artifact
      where uid = any($1::bytea[]) and ${unexpired} order by uid, created_at desc`,
    [uids, at],
  );
}

export async function selectByUid(db: Handle, uid: Buffer, at: Date): Promise<StoredArtifact | undefined> {
  return (await selectByUids(db, [uid], at))[0];
}

/**
 * Marks as used what nobody has used. The condition is in the statement, so of several at the same moment one wins.
 * @returns the ids that were still unused
 */
export async function consumeArtifacts(db: Handle, ids: readonly Buffer[], at: Date): Promise<Buffer[]> {
  const rows = await askText<{ id: Buffer }>(
    db,
    'update oidc_artifact set consumed_at = $1 where id = any($2::bytea[]) and consumed_at is null returning id',
    [at, ids],
  );
  return rows.map(row => row.id);
}

/** Moves the end of what is there and not over. */
export async function touchArtifacts(
  db: Handle,
  ids: readonly Buffer[],
  at: Date,
  until: Date,
): Promise<void> {
  await askText(db, `update oidc_artifact set expires_at = $3 where id = any($1::bytea[]) and ${unexpired}`, [
    ids,
    at,
    until,
  ]);
}

export async function deleteArtifacts(db: Handle, ids: readonly Buffer[]): Promise<void> {
  await db.deleteFrom('oidc_artifact').where(sql<boolean>`id = any(${ids}::bytea[])`).execute();
}

export async function deleteByGrants(
  db: Handle,
  grants: readonly Buffer[],
  { only, but }: { readonly only?: string | readonly string[]; readonly but?: string } = {},
): Promise<void> {
  let query = db.deleteFrom('oidc_artifact').where(sql<boolean>`grant_id = any(${grants}::bytea[])`);
  if (only) query = query.where('kind', 'in', [only].flat());
  if (but) query = query.where('kind', '!=', but);
  await query.execute();
}

/** Removes up to `most` rows that have expired. @returns how many */
export async function deleteExpiredArtifacts(op: Operation, most: number): Promise<number> {
  const result = await op.db
    .deleteFrom('oidc_artifact')
    .where('id', 'in', query =>
      query
        .selectFrom('oidc_artifact')
        .select('id')
        .where('expires_at', '<=', op.at)
        // Sessions of people end with what belongs to them.
        .where(eb => eb.or([eb('kind', '!=', 'Session'), eb('account_id', 'is', null)]))
        // What was seen of proofs is forgotten by the clock of the database: one of ours may run ahead and be put right.
        .where(eb => eb.or([eb('kind', '!=', 'ReplayDetection'), eb('expires_at', '<=', sql<Date>`now()`)]))
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Bindings of grants that can no longer be alive. */
export async function deleteBindingsBefore(op: Operation, before: Date, most: number): Promise<number> {
  const result = await op.db
    .deleteFrom('grant_binding')
    .where('grant_id', 'in', query =>
      query.selectFrom('grant_binding').select('grant_id').where('created_at', '<', before).limit(most),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

export function selectSessions(op: Operation, personId: string): Promise<StoredArtifact[]> {
  return op.db
    .selectFrom('oidc_artifact')
    .select(columns)
    .where('kind', '=', 'Session')
    .where('account_id', '=', personId)
    .where('expires_at', '>', op.at)
    .orderBy('created_at', 'desc')
    .execute();
}

/** Sessions of people that are over; of several processes each takes others. */
export function selectLapsedSessions(op: Operation, most: number): Promise<StoredArtifact[]> {
  return op.db
    .selectFrom('oidc_artifact')
    .select(columns)
    .where('expires_at', '<=', op.at)
    .where('kind', '=', 'Session')
    .where('account_id', 'is not', null)
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** @returns whether there was such a session of this person */
export async function deleteSession(op: Operation, uid: Buffer, personId: string): Promise<boolean> {
  const result = await op.db
    .deleteFrom('oidc_artifact')
    .where('uid', '=', uid)
    .where('account_id', '=', personId)
    .where('kind', '=', 'Session')
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Also of tokens that have expired and were not cleared away yet. */
export async function selectClientsOf(op: Operation, ids: readonly Buffer[]): Promise<Map<string, string>> {
  const rows = await op.db
    .selectFrom('oidc_artifact')
    .select(['id', 'client_id'])
    .where(sql<boolean>`id = any(${[...ids]}::bytea[])`)
    .execute();
  return new Map(rows.map(row => [row.id.toString('hex'), row.client_id ?? '']));
}
