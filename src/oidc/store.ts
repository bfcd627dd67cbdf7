import { CompiledQuery, type Insertable, type Selectable, sql } from 'kysely';
import { type EventRow, insertionOf } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import type { GrantBindingTable, OidcArtifactTable, SigningKeyTable } from '../db/schema/oidc.ts';
import type { Schema } from '../db/schema.ts';
import type { Operation } from '../operation.ts';

/** The pool or a transaction: artifacts are written on either. */
export type Handle = Operation['db'] | Db;
export type Artifact = Selectable<OidcArtifactTable>;

const columns = ['id', 'kind', 'payload', 'created_at', 'expires_at', 'consumed_at'] as const;
export type StoredArtifact = Pick<Artifact, (typeof columns)[number]>;

/** A text that stands, for what each request sends: nothing is built before it leaves. */
async function ask<R>(db: Handle, text: string, values: readonly unknown[]): Promise<R[]> {
  return (await db.executeQuery<R>(CompiledQuery.raw(text, [...values]))).rows;
}

/** Those of `ids` that are there and not expired. */
export function selectArtifacts(db: Handle, ids: readonly Buffer[], at: Date): Promise<StoredArtifact[]> {
  return ask(
    db,
    `select ${columns.join(', ')} from oidc_artifact where id = any($1::bytea[]) and expires_at > $2`,
    [ids, at],
  );
}

export function selectByUid(db: Handle, uid: Buffer, at: Date): Promise<StoredArtifact | undefined> {
  return db
    .selectFrom('oidc_artifact')
    .select(columns)
    .where('uid', '=', uid)
    .where('expires_at', '>', at)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
}

/** The newest of each of several uids. */
export function selectByUids(
  db: Handle,
  uids: readonly Buffer[],
  at: Date,
): Promise<(StoredArtifact & { uid: Buffer | null })[]> {
  return db
    .selectFrom('oidc_artifact')
    .select([...columns, 'uid'])
    .distinctOn('uid')
    .where(sql<boolean>`uid = any(${uids}::bytea[])`)
    .where('expires_at', '>', at)
    .orderBy('uid')
    .orderBy('created_at', 'desc')
    .execute();
}

const types = {
  ...{ id: 'bytea', kind: 'text', payload: 'bytea', grant_id: 'bytea', uid: 'bytea', account_id: 'uuid' },
  ...{ client_id: 'text', business_profile: 'boolean', jkt: 'text' },
  ...{ created_at: 'timestamptz', expires_at: 'timestamptz' },
} as const;
const written = Object.entries(types) as [keyof typeof types, string][];
const insertion = `insert into oidc_artifact (${Object.keys(types).join(', ')}) select * from unnest`;
const onConflict = `on conflict (id) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
      account_id = excluded.account_id, client_id = excluded.client_id,
      business_profile = excluded.business_profile, jkt = excluded.jkt, expires_at = excluded.expires_at`;
const upsert = `${insertion}(${written.map(([, type], at) => `$${at + 1}::${type}[]`).join(', ')}) ${onConflict}`;

/** Inserts or replaces. No id may stand twice among the rows. */
export async function upsertArtifacts(db: Handle, rows: readonly Artifact[]): Promise<void> {
  await ask(db, upsert, listsOf(rows));
}

function upsertOf(rows: readonly Artifact[]) {
  return sql`${listOf(rows)} ${sql.raw(onConflict)}`;
}

export type Binding = Selectable<GrantBindingTable>;

/** What is written together. No id stands twice among the rows, and none both among rows and gone. */
export interface Changes {
  readonly rows: readonly Artifact[];
  readonly gone: readonly Buffer[];
  readonly bindings: readonly Binding[];
  /** Entries of the record about them. */
  readonly events: readonly EventRow[];
}

/** All of it in one statement: one commit, or nothing. */
export async function applyChanges(db: Handle, { rows, gone, bindings, events }: Changes): Promise<void> {
  if (gone.length + bindings.length + events.length === 0) return upsertArtifacts(db, rows);
  if (rows.length + bindings.length + events.length === 0) return deleteArtifacts(db, gone);
  const list = <K extends keyof Binding>(key: K) => bindings.map(one => one[key]);
  await sql`with gone as (delete from oidc_artifact where id = any(${gone}::bytea[])),
    bound as (
      insert into grant_binding (grant_id, person_id, subject_id, subject_type, office_id, mandate_id, client_id,
        purpose_id, consent_id, session_uid, created_at, approval_id)
      select * from unnest(${list('grant_id')}::bytea[], ${list('person_id')}::uuid[],
        ${list('subject_id')}::uuid[], ${list('subject_type')}::text[], ${list('office_id')}::uuid[],
        ${list('mandate_id')}::uuid[], ${list('client_id')}::text[], ${list('purpose_id')}::uuid[], ${list('consent_id')}::uuid[],
        ${list('session_uid')}::bytea[], ${list('created_at')}::timestamptz[],
        ${list('approval_id')}::uuid[])
    )${events.length > 0 ? sql`, told as (${insertionOf(events)})` : sql``}
    ${upsertOf(rows)}`.execute(db);
}

/**
 * Inserts what is not there yet; one that has expired counts as not there.
 * @returns the ids that were new
 */
export async function insertNewArtifacts(db: Handle, rows: readonly Artifact[], at: Date): Promise<Buffer[]> {
  const inserted = await sql<{ id: Buffer }>`${listOf(rows)}
    on conflict (id) do update set payload = excluded.payload, created_at = excluded.created_at,
      expires_at = excluded.expires_at
    where oidc_artifact.expires_at <= ${at} returning id`.execute(db);
  return inserted.rows.map(row => row.id);
}

/** One list a column, unnested together: the text of the statement does not depend on the number of rows. */
function listOf(rows: readonly Artifact[]) {
  const lists = listsOf(rows).map((list, at) => sql`${list}::${sql.raw(written[at]?.[1] ?? '')}[]`);
  return sql`${sql.raw(insertion)}(${sql.join(lists)})`;
}

function listsOf(rows: readonly Artifact[]): unknown[][] {
  // In the order of their ids, so that two statements never wait for each other crosswise.
  const sorted = rows.length > 1 ? [...rows].sort((a, b) => Buffer.compare(a.id, b.id)) : rows;
  return written.map(([name]) => sorted.map(row => row[name]));
}

/**
 * Marks as used what nobody has used. The condition is in the statement, so of several at the same moment one wins.
 * @returns the ids that were still unused
 */
export async function consumeArtifacts(db: Handle, ids: readonly Buffer[], at: Date): Promise<Buffer[]> {
  const rows = await ask<{ id: Buffer }>(
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
  await db
    .updateTable('oidc_artifact')
    .set({ expires_at: until })
    .where(sql<boolean>`id = any(${ids}::bytea[])`)
    .where('expires_at', '>', at)
    .execute();
}

export async function deleteArtifacts(db: Handle, ids: readonly Buffer[]): Promise<void> {
  await db.deleteFrom('oidc_artifact').where(sql<boolean>`id = any(${ids}::bytea[])`).execute();
}

export async function deleteByGrants(
  db: Handle,
  grants: readonly Buffer[],
  { only, but }: { readonly only?: string; readonly but?: string } = {},
): Promise<void> {
  let query = db.deleteFrom('oidc_artifact').where(sql<boolean>`grant_id = any(${grants}::bytea[])`);
  if (only) query = query.where('kind', '=', only);
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

/** Also of tokens that have expired and were not cleared away yet. */
export async function selectClientsOf(op: Operation, ids: readonly Buffer[]): Promise<Map<string, string>> {
  const rows = await op.db
    .selectFrom('oidc_artifact')
    .select(['id', 'client_id'])
    .where(sql<boolean>`id = any(${[...ids]}::bytea[])`)
    .execute();
  return new Map(rows.map(row => [row.id.toString('hex'), row.client_id ?? '']));
}
