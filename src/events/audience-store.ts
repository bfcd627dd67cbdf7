/**
 * Who has a right to be told of a change: decided in one statement across rooms, for a whole batch of changes, when
 * they are placed in the log, and once more when they leave (the architecture law names this file).
 */
import { sql } from 'kysely';
import type { Operation } from '../operation.ts';
import type { Change } from '../signals/index.ts';

/**
 * Clients with a stream, by the id of the change:
 * - one that the change names (a session there, a consent given to it);
 * - a changed profile: whoever has a consent of now for one of the fields, or a purpose under law with one of them and
 *   a grant for the subject that stands, as far as the version in force still has the field (as in release/statement.ts);
 * - a changed credential: whoever has, or had at that moment, a grant of the person;
 * - a person who goes on under another account, an entity under another number: whoever has, or had at that moment, a
 *   grant or a consent of theirs;
 * - a changed authority: whoever has, or had at that moment, a grant for the entity.
 * @param clientId only this one
 */
export async function selectAudience(
  op: Operation,
  changes: readonly Change[],
  clientId?: string,
): Promise<Map<string, string[]>> {
  const list = <T>(of: (change: Change) => T) => changes.map(of);
  const { rows } = await sql<{ id: string; client_id: string }>`
with c as materialized (
  select * from unnest(${list(c => c.id)}::bigint[], ${list(c => c.kind)}::text[], ${list(c => c.subjectId)}::uuid[],
    ${list(c => c.personId)}::uuid[], ${list(c => c.clientId)}::text[], ${list(c => c.fields.join(','))}::text[],
    ${list(c => c.at.toISOString())}::timestamptz[]) as c (id, kind, subject_id, person_id, client_id, fields, at)
), listens as materialized (
  select distinct s.client_id from event_stream s join client k on k.id = s.client_id
  where s.status <> 'disabled' and k.state = 'active'
    and (${clientId ?? null}::text is null or s.client_id = ${clientId ?? null}::text)
), concerned as (
  select c.id, c.client_id from c where c.client_id is not null
  union
  select c.id, co.client_id from c
  join consent co on co.subject_id = c.subject_id and co.ended_at is null and co.expires_at > ${op.at}
  join purpose pu on pu.client_id = co.client_id and pu.key = co.purpose_key and pu.state = 'active'
  where c.client_id is null and c.kind = 'profile_changed'
    and string_to_array(c.fields, ',') && co.fields and string_to_array(c.fields, ',') && pu.fields
  union
  select c.id, b.client_id from c
  join grant_binding b on (b.subject_id = c.subject_id and b.subject_type = 'legal_entity')
    or (b.person_id = c.subject_id and b.subject_type = 'self')
  join purpose pu on pu.id = b.purpose_id and pu.basis = 'law'
  join purpose now on now.client_id = pu.client_id and now.key = pu.key and now.state = 'active' and now.basis = 'law'
    and b.subject_type = any(now.subjects)
  where c.client_id is null and c.kind = 'profile_changed' and b.ended_at is null
    and exists (select from unnest(string_to_array(c.fields, ',')) k where k = any(pu.fields) and k = any(now.fields))
  union
  select c.id, b.client_id from c join grant_binding b on b.person_id = c.person_id
  where c.client_id is null and c.kind in ('credential_change', 'subject_changed')
    and (b.ended_at is null or b.ended_at >= c.at)
  union
  select c.id, co.client_id from c join consent co on co.person_id = c.person_id or co.subject_id = c.subject_id
  where c.client_id is null and c.kind = 'subject_changed' and (co.ended_at is null or co.ended_at >= c.at)
  union
  select c.id, b.client_id from c
  join grant_binding b on b.subject_id = c.subject_id and b.subject_type = 'legal_entity'
  where c.client_id is null and c.kind in ('authority_changed', 'subject_changed') and (b.ended_at is null or b.ended_at >= c.at)
)
select concerned.id, concerned.client_id from concerned join listens on listens.client_id = concerned.client_id
order by concerned.id, concerned.client_id`.execute(op.db);
  const audiences = new Map<string, string[]>();
  for (const row of rows) audiences.set(row.id, [...(audiences.get(row.id) ?? []), row.client_id]);
  return audiences;
}

/** The persons whom a client knows as holders of an office in the entity, or of a mandate of it. */
export async function selectHolders(
  op: Operation,
  clientId: string,
  entityId: string,
  power: { readonly office?: string | undefined; readonly mandate?: string | undefined },
): Promise<string[]> {
  const { office, mandate } = power;
  const rows = await op.db
    .selectFrom('grant_binding')
    .select('person_id')
    .distinct()
    .where('client_id', '=', clientId)
    .where('subject_id', '=', entityId)
    .where(mandate === undefined ? 'office_id' : 'mandate_id', '=', mandate ?? office ?? null)
    .limit(2)
    .execute();
  return rows.map(row => row.person_id);
}
