/**
 * Releases under law for many subjects at once, by a client in its own name: each subject is found, judged, written in
 * the record and read in one statement and one commit (the architecture law names this file).
 */
import { sql } from 'kysely';
import type { Operation } from '../operation.ts';

export type BatchRefusal =
  | 'client_suspended'
  | 'purpose_not_law'
  | 'history_not_allowed'
  | 'subject_unknown'
  | 'subject_not_in_purpose'
  | 'person_inactive';

export interface BatchQuestion {
  /** Keyed hash of the identifier. */
  readonly hash: Buffer;
  readonly type: 'legal_entity' | 'self';
  /** Public id of the entry in the record. */
  readonly event: string;
}

export interface BatchRow {
  readonly refusal: BatchRefusal | null;
  readonly subject_id: string | null;
  /** Asked for under a number that the civil register has replaced. */
  readonly renumbered: boolean;
  readonly sealed: Buffer | null;
  readonly wrapped_key: Buffer | null;
  /** What the register of legal persons says of an entity. */
  readonly entity_sealed: Buffer | null;
}

/**
 * @param about.fields keys of the purpose, in its order, that are asked for
 * @param about.asOf asked as of an earlier moment, as it stands on the record
 */
export async function releaseMany(
  op: Operation,
  about: {
    readonly clientId: string;
    readonly purposeId: string;
    readonly fields: readonly string[];
    readonly asOf: string | null;
  },
  questions: readonly BatchQuestion[],
): Promise<BatchRow[]> {
  const list = <T>(of: (question: BatchQuestion) => T) => questions.map(of);
  const { rows } = await sql<BatchRow>`
with asked as (
  select * from unnest(${list(q => q.hash)}::bytea[], ${list(q => q.type)}::text[], ${list(q => q.event)}::uuid[])
    with ordinality as asked (hash, type, event, i)
), law as materialized (
  select pu.key, pu.fields, pu.subjects, pu.basis = 'law' and pu.state = 'active' as stands, c.state = 'active' and c.stage not in ('pilot', 'cleared') as active, pu.history
  from purpose pu join client c on c.id = pu.client_id
  where pu.id = ${about.purposeId}::uuid and pu.client_id = ${about.clientId}
), found as materialized (
  select a.*, coalesce(p.id, s.id, e.id) as subject_id, e.sealed as entity_sealed, coalesce(p.state, s.state) as person_state, s.id is not null as renumbered
  from asked a
  left join person p on a.type = 'self' and p.identifier_hash = a.hash
  left join former_identifier f on a.type = 'self' and p.id is null and f.identifier_hash = a.hash
  left join person s on s.id = f.into_id
  left join entity e on a.type = 'legal_entity' and e.identifier_hash = a.hash
), judged as materialized (
  select f.*, law.key, case
    when not coalesce(law.active, false) then 'client_suspended'
    when not coalesce(law.stands, false) then 'purpose_not_law'
    when ${about.asOf}::text is not null and not law.history then 'history_not_allowed'
    when not f.type = any(law.subjects) then 'subject_not_in_purpose'
    when f.subject_id is null then 'subject_unknown'
    when f.type = 'self' and f.person_state <> 'active' then 'person_inactive'
  end as refusal,
  array(select k from unnest(${[...about.fields]}::text[]) with ordinality as w (k, n)
    where k = any(law.fields) and starts_with(k, 'entity.') = (f.type = 'legal_entity') order by n) as handed
  from found f left join law on true
), written as (
  insert into audit_event (public_id, at, kind, person_id, subject_id, client_id, tracking, data)
  select event, ${op.at}, case when refusal is null then 'profile.released' else 'profile.release_refused' end,
    null, subject_id, ${about.clientId}, ${op.tracking},
    case when refusal is null
      then jsonb_build_object('purpose', key, 'basis', 'law', 'consent', null, 'fields', to_jsonb(handed), 'batch', true)
        || case when ${about.asOf}::text is null then '{}'::jsonb else jsonb_build_object('as_of', ${about.asOf}::text) end
      else jsonb_build_object('purpose', key, 'reason', refusal, 'batch', true) end
  from judged order by i
)
select j.refusal, j.subject_id, j.renumbered, case when j.refusal is null then j.entity_sealed end as entity_sealed, pr.sealed, sk.wrapped_key
from judged j
left join profile pr on pr.subject_id = j.subject_id and j.refusal is null
left join subject_key sk on sk.subject_id = j.subject_id and j.refusal is null
order by j.i`.execute(op.db);
  return rows;
}
