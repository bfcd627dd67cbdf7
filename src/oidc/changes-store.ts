/** What the engine writes: one text for each of its shapes, as each request sends one. */
import type { Selectable } from 'kysely';
import { type EventRow, eventLists, insertionOf } from '../audit/index.ts';
import { askText, type Columns, listsFrom, listsOf } from '../db/index.ts';
import type { GrantBindingTable } from '../db/schema/oidc.ts';
import type { Artifact, Handle } from './store.ts';

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

const artifact: Columns = {
  ...{ id: 'bytea', kind: 'text', payload: 'bytea', grant_id: 'bytea', uid: 'bytea', account_id: 'uuid' },
  ...{ client_id: 'text', business_profile: 'boolean', jkt: 'text' },
  ...{ created_at: 'timestamptz', expires_at: 'timestamptz' },
};
const binding: Columns = {
  ...{ grant_id: 'bytea', person_id: 'uuid', subject_id: 'uuid', subject_type: 'text', office_id: 'uuid' },
  ...{ mandate_id: 'uuid', client_id: 'text', purpose_id: 'uuid', consent_id: 'uuid', session_uid: 'bytea' },
  ...{ created_at: 'timestamptz', approval_id: 'uuid' },
};
const namesOf = (columns: Columns) => Object.keys(columns).join(', ');
/** Numbers of the parameters: the lists of artifacts, then what each was given for, then the others. */
const FOR = 1 + Object.keys(artifact).length;
const GONE = FOR + 1;
const BINDINGS = GONE + 1;
const EVENTS = BINDINGS + Object.keys(binding).length;

const into = `insert into oidc_artifact (${namesOf(artifact)})`;
const onConflict = `on conflict (id) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
      account_id = excluded.account_id, client_id = excluded.client_id,
      business_profile = excluded.business_profile, jkt = excluded.jkt, expires_at = excluded.expires_at`;

const UPSERT = `${into} select * from unnest(${listsFrom(1, artifact)}) ${onConflict}`;

/** What was used up is held until the end of the statement, and rows for something that is not there are left out. */
const held = `held as materialized (
    select id from oidc_artifact where id = any($${FOR}::bytea[]) order by id for key share)`;
const upsertFor = `${into} select ${namesOf(artifact)}
    from unnest(${listsFrom(1, artifact)}, $${FOR}::bytea[]) as t(${namesOf(artifact)}, used)
    where used is null or used in (select id from held) ${onConflict}`;
const UPSERT_FOR = `with ${held} ${upsertFor}`;

const ALL = `with ${held}, gone as (delete from oidc_artifact where id = any($${GONE}::bytea[])),
  bound as (insert into grant_binding (${namesOf(binding)}) select * from unnest(${listsFrom(BINDINGS, binding)})),
  told as (${insertionOf(EVENTS)})
  ${upsertFor}`;

/** Inserts or replaces. No id may stand twice among the rows. */
export async function upsertArtifacts(db: Handle, rows: readonly Artifact[]): Promise<void> {
  await askText(db, UPSERT, listsOf(artifact, sortedById(rows)));
}

/**
 * All of it in one statement: one commit, or nothing. What was used up for a row is held until then: whoever finds it
 * used a second time removes it first (`revokeTokens`), so either finds that row or keeps it from being written.
 */
export async function applyChanges(db: Handle, { rows, gone, bindings, events }: Changes): Promise<void> {
  const onlyRows = gone.length + bindings.length + events.length === 0;
  if (onlyRows && rows.every(row => row.for === undefined)) return upsertArtifacts(db, rows);
  const sorted = sortedById(rows);
  const values = [...listsOf(artifact, sorted), sorted.map(row => row.for ?? null)];
  if (onlyRows) await askText(db, UPSERT_FOR, values);
  else await askText(db, ALL, [...values, gone, ...listsOf(binding, bindings), ...eventLists(events)]);
}

/**
 * Inserts what is not there yet; one that has expired counts as not there.
 * @returns the ids that were new
 */
export async function insertNewArtifacts(db: Handle, rows: readonly Artifact[], at: Date): Promise<Buffer[]> {
  const text = `${into} select * from unnest(${listsFrom(1, artifact)})
    on conflict (id) do update set payload = excluded.payload, created_at = excluded.created_at,
      expires_at = excluded.expires_at
    where oidc_artifact.expires_at <= $${FOR} returning id`;
  const inserted = await askText<{ id: Buffer }>(db, text, [...listsOf(artifact, sortedById(rows)), at]);
  return inserted.map(row => row.id);
}

/** In the order of their ids, so that two statements never wait for each other crosswise. */
function sortedById<Row extends Artifact>(rows: readonly Row[]): readonly Row[] {
  return rows.length > 1 ? [...rows].sort((a, b) => Buffer.compare(a.id, b.id)) : rows;
}
