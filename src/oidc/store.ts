import { CompiledQuery, type Selectable, sql } from 'kysely';
import { type EventRow, insertionOf } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import type { GrantBindingTable, OidcArtifactTable } from '../db/schema/oidc.ts';
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

/**
 * Beside the few keys that are asked for. Said so that no index answers it: one of all that has not expired looks cheap while
 * the table is small, and would be read whole at each look-up, however long it has become since.
 */
const unexpired = (at: Date) => sql<boolean>`case when expires_at > ${at} then true else false end`;

/** Those of `ids` that are there and not expired. */
export function selectArtifacts(db: Handle, ids: readonly Buffer[], at: Date): Promise<StoredArtifact[]> {
  return ask(
    db,
    `select ${columns.join(', ')} from oidc_artifact
      where id = any($1::bytea[]) and case when expires_at > $2 then true else false end`,
    [ids, at],
  );
}

export function selectByUid(db: Handle, uid: Buffer, at: Date): Promise<StoredArtifact | undefined> {
  return db
    .selectFrom('oidc_artifact')
    .select(columns)
    .where('uid', '=', uid)
    .where(unexpired(at))
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
    .where(unexpired(at))
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

/** @param held whether `held` stands before it: rows for something that is not among those are left out */
function upsertOf(rows: readonly Written[], held: boolean) {
  if (!held) return sql`${listOf(rows)} ${sql.raw(onConflict)}`;
  const names = Object.keys(types).join(', ');
  const lists = sql.join([...listed(rows), sql`${sortedById(rows).map(row => row.for ?? null)}::bytea[]`]);
  return sql`insert into oidc_artifact (${sql.raw(names)})
    select ${sql.raw(names)} from unnest(${lists}) as t(${sql.raw(names)}, used)
    where used is null or used in (select id from held) ${sql.raw(onConflict)}`;
}

export type Binding = Selectable<GrantBindingTable>;

/** What is written, and the code or refresh token that was used up for it. */
export type Written = Artifact & { readonly for?: Buffer };

/** What is written together. No id stands twice among the rows, and none both among rows and gone. */
export interface Changes {
  readonly rows: readonly Written[];
  readonly gone: readonly Buffer[];
  readonly bindings: readonly Binding[];
  /** Entries of the record about them. */
  readonly events: readonly EventRow[];
}

/**
 * All of it in one statement: one commit, or nothing. What was used up for a row is held until then: whoever finds it
 * used a second time removes it first (`revokeTokens`), so either finds that row or keeps it from being written.
 */
export async function applyChanges(db: Handle, { rows, gone, bindings, events }: Changes): Promise<void> {
  const used = rows.flatMap(row => row.for ?? []);
  if (used.length + gone.length + bindings.length + events.length === 0) return upsertArtifacts(db, rows);
  if (rows.length + bindings.length + events.length === 0) return deleteArtifacts(db, gone);
  const list = <K extends keyof Binding>(key: K) => bindings.map(one => one[key]);
  const held = sql`held as materialized (
    select id from oidc_artifact where id = any(${used}::bytea[]) order by id for key share),`;
  await sql`with ${used.length > 0 ? held : sql``} gone as (delete from oidc_artifact where id = any(${gone}::bytea[])),
    bound as (
      insert into grant_binding (grant_id, person_id, subject_id, subject_type, office_id, mandate_id, client_id,
        purpose_id, consent_id, session_uid, created_at, approval_id)
      select * from unnest(${list('grant_id')}::bytea[], ${list('person_id')}::uuid[],
        ${list('subject_id')}::uuid[], ${list('subject_type')}::text[], ${list('office_id')}::uuid[],
        ${list('mandate_id')}::uuid[], ${list('client_id')}::text[], ${list('purpose_id')}::uuid[], ${list('consent_id')}::uuid[],
        ${list('session_uid')}::bytea[], ${list('created_at')}::timestamptz[],
        ${list('approval_id')}::uuid[])
    )${events.length > 0 ? sql`, told as (${insertionOf(events)})` : sql``}
    ${upsertOf(rows, used.length > 0)}`.execute(db);
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
  return sql`${sql.raw(insertion)}(${sql.join(listed(rows))})`;
}

function listed(rows: readonly Artifact[]) {
  return listsOf(rows).map((list, at) => sql`${list}::${sql.raw(written[at]?.[1] ?? '')}[]`);
}

function listsOf(rows: readonly Artifact[]): unknown[][] {
  const sorted = sortedById(rows);
  return written.map(([name]) => sorted.map(row => row[name]));
}

/** In the order of their ids, so that two statements never wait for each other crosswise. */
function sortedById<Row extends Artifact>(rows: readonly Row[]): readonly Row[] {
  return rows.length > 1 ? [...rows].sort((a, b) => Buffer.compare(a.id, b.id)) : rows;
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
    .where(unexpired(at))
    .execute();
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
