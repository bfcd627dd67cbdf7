/**
 * The one place where a statement reads across rooms (the architecture law names it): handing data over, and asking
 * whether a grant still stands, must be decided by the database in the moment itself. Token, grant, client, person,
 * power and consent are checked, the record is written and the sealed profile is read in one statement and one
 * commit; whoever waits at the same moment goes along in the same one.
 */
import { askText, besideKeys, byKeys, joined } from '../db/index.ts';
import type { System } from '../operation.ts';

/** Why a release is refused; the first that applies. */
export type Refusal =
  | 'token_unknown'
  | 'scope_missing'
  | 'client_suspended'
  | 'person_inactive'
  | 'power_ended'
  | 'consent_withdrawn'
  | 'history_not_allowed'
  | 'field_not_in_purpose';

export interface ReleaseQuestion {
  /** SHA-256 of the access token. */
  readonly token: Buffer;
  /** Thumbprint of the DPoP key that was proven; null for a bearer. */
  readonly jkt: string | null;
  /** Keys of fields; null: all of the purpose. */
  readonly fields: readonly string[] | null;
  /** Asked as of an earlier moment, as it stands on the record: only some purposes entitle to that. */
  readonly asOf: string | null;
  /** Public id of the entry in the record. */
  readonly event: string;
  readonly tracking: string;
}

/** Where a grant stands: who, for whom, at which client, for what, and whether power and consent still hold. */
export interface Standing {
  readonly person_id: string;
  readonly subject_id: string;
  readonly subject_type: 'legal_entity' | 'self';
  readonly office_id: string | null;
  readonly mandate_id: string | null;
  /** The joint approval that the power comes from. */
  readonly approval_id: string | null;
  readonly client_id: string;
  readonly agency_id: string | null;
  readonly purpose_id: string | null;
  readonly purpose_key: string | null;
  readonly purpose_basis: 'consent' | 'law' | null;
  readonly purpose_fields: string[] | null;
  readonly consent_id: string | null;
  readonly consent_fields: string[] | null;
  /** Of the office, or what the mandate is for. */
  readonly role: string | null;
  /** Rials */
  readonly mandate_amount: string | null;
  readonly mode: 'sole' | 'joint' | 'none' | 'delegated' | null;
  readonly entity_as_of: Date | null;
  readonly person_active: boolean;
  readonly client_active: boolean;
  readonly grant_alive: boolean;
  readonly power_alive: boolean;
}

export interface ReleaseRow extends Partial<Standing> {
  readonly refusal: Refusal | null;
  /** Keys of the answer in the order of the purpose, with commas; of a refused question those of the purpose. */
  readonly wanted: string | null;
  /** Those of them that no consent covers. */
  readonly withheld: string | null;
  /** Base64: half of what the driver would have to read of its own form. */
  readonly sealed: string | null;
  readonly wrapped_key: Buffer | null;
  /** Number and name of the entity that is acted for. */
  readonly entity_sealed: Buffer | null;
}

interface Statements {
  release(question: ReleaseQuestion): Promise<ReleaseRow>;
  standing(grant: Buffer): Promise<Standing | undefined>;
}

const made = new WeakMap<System, Statements>();

export function statementsOf(system: System): Statements {
  const known = made.get(system);
  if (known) return known;
  // Two at once: while the database answers one, this process works on the other. To begin a statement costs the
  // database as much as ten rows of it, so it takes along as many as wait.
  const options = { most: 32, inFlight: system.config.databaseUrl === undefined ? 1 : 2 };
  const statements: Statements = {
    release: joined(questions => askRelease(system, questions), options),
    standing: joined(grants => askStanding(system, grants), options),
  };
  made.set(system, statements);
  return statements;
}

/** Of both statements: when they are asked, then what. */
const at = '$1::timestamptz';
/** A term of office ends with its last day in Tehran. */
const today = `(${at} at time zone 'Asia/Tehran')::date`;

/** An office `o` of an entity `e` is in its term, and its signature counts: the rule `powerState` of mandates. */
const inTerm = `o.since <= ${today} and (o.until is null or o.until >= ${today})
      and (o.ended_at is null or o.ended_at > ${at}) and e.status in ('active', 'under_liquidation')
      and (e.status = 'under_liquidation') = (o.role = 'liquidator')`;
/** One signature binds. */
const alone = `o.mode = 'sole' and o.required = 1`;

/**
 * A joint power is alive while the approval holds and every office whose signature counted binds together with the
 * others as the register says today: `bindingSet` of mandates. Lists of officers name each once, also after two of them
 * turned out to be one.
 */
const jointlyAlive = `coalesce(ap.state = 'approved' and ap.holds_until > ${at}
        and cardinality(ap.offices) > 1 and cardinality(ap.offices) = jsonb_array_length(ap.signers)
        and cardinality(ap.offices) = (
          select count(*) from office o where o.id = any(ap.offices) and o.entity_id = e.id and o.mode <> 'none'
            and ${inTerm} and case when o.combinations is null then o.required <= cardinality(ap.offices)
              else exists (select from jsonb_array_elements(o.combinations) c
                where jsonb_array_length(c) > 1 and c <@ ap.signers) end), false)`;

/**
 * A grant is bound to the version of its purpose that was shown. Of one that was replaced, what the version in force
 * (`now`) has dropped is handed out no more; what that has besides waits for the next sign-in.
 */
const inForce = (keys: string) => `case when pu.state = 'active' then ${keys}
        else array(select k from unnest(${keys}) k where k = any(now.fields) and b.subject_type = any(now.subjects)) end`;

/**
 * Where bindings stand. From `bound` (rows of a binding, and what the caller needs besides) in steps of a few tables each, so
 * that planning stays below a millisecond where it happens each time: `offset 0` keeps the planner from making one join of
 * them, and nothing is copied between them.
 * The power is alive by the same rule as `powerState` of mandates, a mandate while it and all offices below it are (its
 * parents end it when they end, and last no shorter); which fields apply stands with the purpose, by `fieldApplies` of profile.
 */
const standingOf = (bound: string) => `(
  select k.*, co.id as consent_id, co.fields as consent_fields, coalesce(m.template, o.role) as role,
    m.amount as mandate_amount, case when m.id is null then o.mode else 'delegated' end as mode, e.as_of as entity_as_of,
    k.bound and k.ended_at is null as grant_alive,
    case when k.approval_id is not null then ${jointlyAlive}
      when k.mandate_id is null then k.office_id is null or coalesce(${alone} and ${inTerm}, false)
      else coalesce(m.state = 'active' and m.valid_from <= ${today} and m.valid_until >= ${today}
        and (select bool_and(coalesce((${alone} or o.mode <> 'none' and case when o.combinations is null
              then s.signed >= greatest(o.required, 2)
              else exists (select from jsonb_array_elements(o.combinations) c
                where jsonb_array_length(c) > 1 and c <@ s.signers) end)
            and ${inTerm}, false))
          from mandate_office s left join office o on o.id = s.office_id left join entity e on e.id = o.entity_id
          where s.mandate_id = m.id), false)
    end as power_alive
  from (
    select b.*, c.agency_id, pu.key as purpose_key, ${inForce('pu.fields')} as purpose_fields,
      case when pu.state = 'active' or now.basis = 'law' then pu.basis when pu.id is not null then 'consent' end as purpose_basis,
      case when b.subject_type = 'legal_entity' then ${inForce('pu.entity_fields')}
        else ${inForce('pu.self_fields')} end as applicable,
      pu.history and (pu.state = 'active' or now.history) as purpose_history, coalesce(p.state = 'active', false) as person_active,
      coalesce(c.state = 'active' and (c.stage not in ('pilot', 'cleared') or exists (select from pilot_user pilot
        where pilot.client_id = c.id and pilot.person_hash = p.identifier_hash)), false) as client_active
    from (${bound} offset 0) b
    left join client c on c.id = b.client_id
    left join person p on p.id = b.person_id
    left join purpose pu on pu.id = b.purpose_id
    left join purpose now on now.client_id = case when pu.state <> 'active' then pu.client_id end and now.key = pu.key
      and now.state = 'active'
    offset 0
  ) k
  left join lateral (
    select co.id, co.fields from consent co where co.person_id = k.person_id and co.subject_id = k.subject_id
      and co.client_id = k.client_id and co.purpose_key = k.purpose_key and co.ended_at is null
      and co.expires_at > ${at} limit 1
  ) co on true
  left join office o on o.id = k.office_id
  left join joint_approval ap on ap.id = k.approval_id
  left join entity e on e.id = o.entity_id
  left join mandate m on m.id = k.mandate_id
  offset 0
)`;

const binding = `b.grant_id, b.person_id, b.subject_id, b.subject_type, b.office_id, b.mandate_id, b.approval_id,
  b.client_id, b.purpose_id, b.ended_at, b.grant_id is not null as bound`;

const STANDING = `
select * from ${standingOf(`select ${binding} from grant_binding b where b.grant_id = any($2::bytea[])`)} s`;

async function askStanding(system: System, grants: readonly Buffer[]): Promise<(Standing | undefined)[]> {
  const rows = await askText<Standing & { grant_id: Buffer }>(byKeys(system.db), STANDING, [
    system.now(),
    grants,
  ]);
  const byId = new Map(rows.map(row => [row.grant_id.toString('hex'), row]));
  return grants.map(grant => byId.get(grant.toString('hex')));
}

const ASKED = `
  select a.i, a.event, a.tracking, a.as_of, string_to_array(a.fields, ',') as narrowed,
    t.id is not null and t.jkt is not distinct from a.jkt as token_known, t.business_profile, ${binding}
  from unnest($2::bytea[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[])
    with ordinality as a (token, jkt, fields, event, tracking, as_of, i)
  left join oidc_artifact t on t.id = a.token and t.kind in ('AccessToken', 'MachineToken')
    and ${besideKeys(`t.expires_at > ${at}`)}
  left join grant_binding b on b.grant_id = t.grant_id`;

const said = `'purpose', purpose_key, 'basis', purpose_basis,
        'consent', case when purpose_basis = 'consent' then consent_id end, 'fields', handed`;

/** What is worked out is read several times, so it is worked out a step earlier. */
const RELEASE = `
with answered as materialized (
  select c.*, case when refusal is not null then null when covered then wanted
      else array(select k from unnest(wanted) k where k = any(consent_fields)) end as handed,
    case when not covered then array(select k from unnest(wanted) k where k <> all(consent_fields)) end as withheld
  from (
    select j.*, refusal is not null or purpose_basis = 'law' or wanted <@ consent_fields as covered
    from (
      select s.*, case
        when not token_known then 'token_unknown'
        when not business_profile or purpose_key is null then 'scope_missing'
        when not client_active then 'client_suspended'
        when not person_active then 'person_inactive'
        when not power_alive then 'power_ended'
        when not grant_alive or (purpose_basis = 'consent' and consent_id is null) then 'consent_withdrawn'
        when as_of is not null and not purpose_history then 'history_not_allowed'
        when narrowed is not null and not narrowed <@ purpose_fields then 'field_not_in_purpose'
      end as refusal,
      case when narrowed is null then applicable
        else array(select k from unnest(applicable) k where k = any(narrowed)) end as wanted
      from ${standingOf(ASKED)} s offset 0
    ) j offset 0
  ) c
), written as (
  insert into audit_event (public_id, at, kind, person_id, subject_id, client_id, tracking, data)
  select event, ${at}, case when refusal is null then 'profile.released' else 'profile.release_refused' end,
    person_id, subject_id, client_id, tracking,
    case when refusal is not null then jsonb_build_object('purpose', purpose_key, 'reason', refusal)
      when as_of is null then jsonb_build_object(${said})
      else jsonb_build_object(${said}, 'as_of', as_of) end
  from answered where token_known order by i
)
select a.i, a.refusal, array_to_string(case when refusal is null then wanted else purpose_fields end, ',') as wanted,
  array_to_string(a.withheld, ',') as withheld, encode(pr.sealed, 'base64') as sealed, sk.wrapped_key, a.person_id, a.subject_id,
  a.subject_type, a.client_id, a.agency_id, a.purpose_key, a.purpose_basis, a.consent_id, a.role,
  a.mode, a.mandate_id, a.mandate_amount, a.entity_as_of, en.sealed as entity_sealed
from answered a
left join profile pr on pr.subject_id = a.subject_id and a.refusal is null
left join subject_key sk on sk.subject_id = a.subject_id and a.refusal is null
left join entity en on en.id = a.subject_id and a.refusal is null`;

async function askRelease(system: System, questions: readonly ReleaseQuestion[]): Promise<ReleaseRow[]> {
  const list = <T>(of: (question: ReleaseQuestion) => T) => questions.map(of);
  const rows = await askText<ReleaseRow & { readonly i: string }>(byKeys(system.db), RELEASE, [
    system.now(),
    list(q => q.token),
    list(q => q.jkt),
    list(q => q.fields?.join(',') ?? null),
    list(q => q.event),
    list(q => q.tracking),
    list(q => q.asOf),
  ]);
  // Put in order here: there it would be done with the sealed profiles in the rows.
  const answers: ReleaseRow[] = new Array(questions.length);
  for (const row of rows) answers[Number(row.i) - 1] = row;
  return answers;
}
