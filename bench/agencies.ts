/**
 * A country's agencies in the database: ten thousand clients of five hundred agencies in every stage of their life,
 * with purposes, secrets, approvals, officers, systems in the directory, forms, complaints and what people said; spread
 * by number, so that every run has the same. Written by single statements beside the demo, whose staff looks at it.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { parseMobile, parsePersonId } from '../src/identifiers.ts';
import { importPerson } from '../src/identity/index.ts';
import { type System, systemOperation } from '../src/operation.ts';
import { FIRST_GENERATED, inventPerson } from '../src/registries/invented/index.ts';
import { openSubject } from '../src/vault/index.ts';

export const AGENCIES = 500;
/** The last number that the directory has beside those that everybody must deal with. */
export const SYSTEMS = 1_000;
const PEOPLE = 200;
const QUEUE = 2_000;

/** Every 25th client is of the demo's agency, so that its officers have 400. */
const agency = sql`case when n % 25 = 0 then 'tax' else 'agency-' || n % ${AGENCIES}::int end`;

/** @param clients how many; their ids are system-0 and on */
export async function writeAgencies(system: System, clients: number): Promise<void> {
  const people = await writePeople(system);
  await writeClients(system, clients);
  await writeApprovals(system);
  await writeDirectory(system);
  await writeVoices(system, people);
  await writeWatched(system, clients);
  await sql`analyze`.execute(system.db);
}

/** Officers and citizens, with a text of each, sealed. */
async function writePeople(system: System): Promise<{ id: string; feedback: Buffer; said: Buffer }[]> {
  const op = systemOperation(system, 'bench');
  const people = [];
  for (let n = FIRST_GENERATED; people.length < PEOPLE; n++) {
    const invented = inventPerson(n);
    const name = (lang: 'fa' | 'en') => `${invented.given[lang]} ${invented.family[lang]}`;
    const { id } = await importPerson(op, {
      identifier: parsePersonId(invented.id),
      name: { fa: name('fa'), en: name('en') },
      birthDate: invented.birthDate,
      mobile: parseMobile(invented.mobile),
      secret: '$argon2id$none',
    });
    const key = await openSubject(op, id);
    const text = 'فرم همان چیزهایی را پرسید که پیش‌تر گفته بودم.';
    people.push({ id, feedback: key.seal('feedback', text), said: key.seal('case', text) });
  }
  return people;
}

async function writeClients({ db, now }: System, clients: number): Promise<void> {
  const at = now();
  await sql`
    insert into agency (id, name_fa, name_en, parent_id)
    select 'agency-' || n, 'دستگاه شمارهٔ ' || n, 'Agency ' || n, case when n % 10 > 0 then 'agency-' || n - n % 10 end
    from generate_series(0, ${AGENCIES - 1}::int) n order by n % 10`.execute(db);
  await sql`
    insert into client (id, agency_id, kind, state, name_fa, name_en, metadata, registered_by, registered_at, changed_at,
      stage, clearance_number, clearance_until, words)
    select 'system-' || n, ${agency}, case when n % 20 = 15 then 'sandbox' else 'live' end,
      case when n % 50 = 7 then 'pending' when n % 100 = 8 then 'suspended' else 'active' end,
      'سامانهٔ نمونهٔ ' || n, 'Sample system ' || n, example.metadata, 'person:' || gen_random_uuid(),
      ${at}::timestamptz - n % 900 * interval '1 day', ${at}::timestamptz - n % 300 * interval '1 day',
      case when n % 20 = 15 then 'sandbox' when n % 10 = 0 then 'pilot' when n % 10 = 1 then 'cleared'
        when n % 100 = 2 then 'retired' else 'live' end,
      case when n % 10 > 0 then 'C-' || n end, case when n % 10 > 0 then current_date + n % 400 + 1 end,
      'system ' || n || ' سامانه نمونه ' || n || ' sample system ' || n
    from generate_series(0, ${clients - 1}::int) n, (select metadata from client where id = 'demo-basic') example`.execute(
    db,
  );
  await sql`
    insert into purpose (id, client_id, key, version, state, name_fa, name_en, text_fa, text_en, basis, law, fields, subjects,
      level, retention_fa, retention_en, consent_days, registered_by, registered_at, approval_hours, history)
    select gen_random_uuid(), 'system-' || n, kind.key, kind.version, kind.state, 'ثبت‌نام', 'Registration', example.text_fa,
      example.text_en, example.basis, example.law, example.fields, example.subjects, example.level, example.retention_fa,
      example.retention_en, example.consent_days, 'person:' || gen_random_uuid(), ${at}, example.approval_hours, false
    from generate_series(0, ${clients - 1}::int) n,
      (values ('registration', 1, 'replaced'), ('registration', 2, 'active'), ('renewal', 1, 'active'),
        ('report', 1, 'pending')) kind (key, version, state),
      (select * from purpose where client_id = 'demo-basic' limit 1) example`.execute(db);
  await sql`
    insert into purpose_field (field, client_id, key, version, purpose_id)
    select distinct split_part(f, ':', 1), client_id, key, version, id from purpose, unnest(fields) f
    on conflict do nothing`.execute(db);
  await sql`
    insert into client_secret (id, client_id, label, hash, created_by, created_at, expires_at)
    select gen_random_uuid(), 'system-' || n, 'key ' || k, sha256((n || '-' || k)::bytea), 'person:' || gen_random_uuid(),
      ${at}, ${at}::timestamptz + (n % 360 + k) * interval '1 day'
    from generate_series(0, ${clients - 1}::int) n, generate_series(1, 2) k`.execute(db);
  await sql`
    insert into pilot_user (client_id, id, person_hash, added_by, added_at)
    select 'system-' || n, gen_random_uuid(), sha256((n || '-' || k)::bytea), 'person:' || gen_random_uuid(), ${at}
    from generate_series(0, ${clients - 1}::int, 10) n, generate_series(1, 20) k`.execute(db);
  await sql`
    insert into client_stop (id, client_id, reason, stopped_by, stopped_at, confirm_by, confirmed_by, confirmed_at, lifted_by,
      lifted_at)
    select gen_random_uuid(), 'system-' || n, 'نشت', 'person:' || gen_random_uuid(), ${at}::timestamptz - n * interval '1 hour',
      ${at}::timestamptz, 'person:' || gen_random_uuid(), ${at}::timestamptz, case when n % 500 > 0 then 'person:' || gen_random_uuid() end,
      case when n % 500 > 0 then ${at}::timestamptz end
    from generate_series(0, ${clients - 1}::int, 20) n`.execute(db);
}

/** Two decided for each client; of every twentieth one more that waits. */
async function writeApprovals({ db, now }: System): Promise<void> {
  const at = now();
  await sql`
    insert into approval (id, client_id, purpose_id, requested_by, requested_at, decided_by, decision, reason, decided_at)
    select gen_random_uuid(), client_id, case when state <> 'replaced' then id end, 'person:' || gen_random_uuid(),
      ${at}::timestamptz - (1 + abs(hashtext(id::text)) % 900) * interval '1 day', 'person:' || gen_random_uuid(), 'approved', '',
      ${at}::timestamptz
    from purpose where client_id like 'system-%' and key = 'registration'`.execute(db);
  await sql`
    insert into approval (id, client_id, purpose_id, requested_by, requested_at)
    select gen_random_uuid(), client_id, id, registered_by, ${at}::timestamptz - abs(hashtext(id::text)) % 30 * interval '1 hour'
    from purpose where key = 'report' and substr(client_id, 8)::int % 20 = 0 and client_id like 'system-%'`.execute(
    db,
  );
}

/** Systems of the directory, each connected by a client, with an owner of their own and a form that asks sixty things. */
async function writeDirectory({ db, now }: System): Promise<void> {
  await sql`
    insert into government_system (number, name_fa, name_en, owner_fa, owner_en, url, processes, client_id, sign_in_url, fields)
    select n, 'سامانهٔ شمارهٔ ' || n, 'System number ' || n, 'دستگاه شمارهٔ ' || n % ${AGENCIES}::int,
      'Agency ' || n % ${AGENCIES}::int, 'https://s' || n || '.example.ir/', array['export', 'customs'], 'system-' || n,
      'https://s' || n || '.example.ir/in', array['entity.legal_name', 'entity.legal_id']
    from generate_series(101, ${SYSTEMS}::int) n`.execute(db);
  await sql`
    insert into directory_version (about, key, version, content, source, made_by, made_at)
    select 'system', s.number::text, 1, first.content || jsonb_build_object('name_fa', s.name_fa, 'name_en', s.name_en),
      'list', 'system', ${now()}::timestamptz - s.number * interval '1 minute'
    from government_system s, (select content from directory_version where about = 'system' and key = '35' and version = 1) first
    where s.number > 100`.execute(db);
  await sql`
    insert into agency_system (number, agency_id)
    select n, case when n % 25 = 0 then 'tax' else 'agency-' || n % ${AGENCIES}::int end from generate_series(101, ${SYSTEMS}::int) n`.execute(
    db,
  );
  await sql`
    insert into system_form (id, system_number, source, uses_per_year, imported_by, imported_at)
    select gen_random_uuid(), n, 'json_schema', 1000 * (n % 90 + 1), 'system', ${now()} from generate_series(101, ${SYSTEMS}::int) n`.execute(
    db,
  );
  await sql`
    insert into form_question (form_id, position, label, words, field, score, state)
    select form.id, row_number() over (partition by form.id), asked.label, asked.words, asked.field, asked.score, asked.state
    from system_form form cross join lateral (
      select * from form_question other where abs(hashtext(form.system_number || '-' || other.form_id || other.position)) % 20 = 0
    ) asked where form.system_number > 100`.execute(db);
}

/** What people say and complain of, and the people of the agencies. */
async function writeVoices(
  { db, now }: System,
  people: readonly { id: string; feedback: Buffer; said: Buffer }[],
): Promise<void> {
  const at = now();
  const [ids, feedback, said] = [
    people.map(({ id }) => id),
    people.map(one => one.feedback),
    people.map(one => one.said),
  ];
  await sql`
    insert into agency_officer (id, agency_id, role, contractor, person_hash, person_id, invited_by, invited_at, by_platform,
      valid_until, accepted_at)
    select gen_random_uuid(), 'agency-' || n,
      (array['owner', 'developer', 'developer', 'data_protection', 'auditor'])[k], false, sha256((n || '-' || k)::bytea),
      (${ids}::uuid[])[1 + (n * 5 + k) % ${PEOPLE}::int], 'person:' || gen_random_uuid(), ${at}, false, ${at}, ${at}
    from generate_series(0, ${AGENCIES - 1}::int) n, generate_series(1, 5) k`.execute(db);
  await sql`
    insert into service_feedback (id, person_id, system_number, state, asked_at, score, asked_again, sealed_text, may_show,
      given_at, text_state, reply, replied_at)
    select gen_random_uuid(), person.id, case when n % 4 = 0 then 35 else 100 + n % ${SYSTEMS - 99}::int end, 'given',
      ${at}::timestamptz - n * interval '7 minutes', 1 + n % 5, n % 3 = 0, person.feedback, true,
      ${at}::timestamptz - n * interval '7 minutes', case when n % 9 = 0 then 'waiting' else 'shown' end,
      case when n % 5 = 0 then 'درست شد.' end, case when n % 5 = 0 then ${at}::timestamptz end
    from generate_series(1, ${QUEUE * 10}::int) n
    join unnest(${ids}::uuid[], ${feedback}::bytea[]) with ordinality person (id, feedback, place)
      on person.place = 1 + n % ${PEOPLE}::int`.execute(db);
  await sql`
    insert into citizen_case (id, number, kind, person_id, subject_id, system_number, sealed, opened_at, due_at, state, reason,
      agency_id)
    select gen_random_uuid(), 'B' || n, 'complaint', person.id, person.id, case when n % 4 = 0 then 35 else 100 + n % ${SYSTEMS - 99}::int end,
      person.said, ${at}::timestamptz - n * interval '7 minutes', ${at}::timestamptz - (n - 2000) * interval '7 minutes',
      case when n % 10 = 0 then 'open' else 'taken_back' end, (array['asked_again', 'paid_elsewhere', 'other'])[1 + n % 3],
      case when n % 4 = 0 then 'tax' else 'agency-' || n % ${AGENCIES}::int end
    from generate_series(1, ${QUEUE * 10}::int) n
    join unnest(${ids}::uuid[], ${said}::bytea[]) with ordinality person (id, said, place)
      on person.place = 1 + n % ${PEOPLE}::int`.execute(db);
  await sql`
    insert into counter_officer (id, person_id, counter_name, client_id, valid_until, asked_by, asked_at)
    select gen_random_uuid(), (${ids}::uuid[])[1 + n % ${PEOPLE}::int], 'پیشخوان ' || n, 'system-' || n,
      ${at}::timestamptz + interval '1 year', ${randomUUID()}, ${at}
    from generate_series(101, ${SYSTEMS}::int) n`.execute(db);
}

/** What was delivered, called and probed: of three months. */
async function writeWatched({ db, now }: System, clients: number): Promise<void> {
  const at = now();
  await sql`
    insert into signal (id, client_id, kind, sealed, created_at, next_try_at, attempts, state)
    select gen_random_uuid(), 'system-' || n % ${clients}::int, 'backchannel_logout', '', ${at}::timestamptz - n * interval '10 seconds',
      ${at}::timestamptz + interval '1 year', 1, case when n % 100 = 0 then 'given_up' when n % 100 = 1 then 'waiting' else 'delivered' end
    from generate_series(1, 200000) n`.execute(db);
  await sql`
    insert into client_call (client_id, minute, step, code, reason, parameter, said, count, first_at, last_at, request_id)
    select 'system-' || n, at.minute, 'token', case when at.back % 3 = 0 then 'invalid_grant' else '' end, '', '', '', 3, at.minute,
      at.minute, 'r'
    from generate_series(0, ${clients - 1}::int, 25) n,
      (select back, date_trunc('minute', ${at}::timestamptz) - back * interval '1 minute' as minute from generate_series(1, 100) back) at`.execute(
    db,
  );
  await sql`
    insert into event_stream (id, client_id, method, kinds, requested, status, created_at, changed_at, position, done, attempts,
      next_try_at, refused)
    select gen_random_uuid(), 'system-' || n, 'poll', '{}', '{}', 'enabled', ${at}, ${at}, 0, '{}', 0,
      ${at}::timestamptz + interval '1 year', 0
    from generate_series(0, ${clients - 1}::int, 10) n`.execute(db);
  await sql`
    insert into status_target (key, state, since, failures, probed_at, latency_ms, next_at)
    select 'system:' || number, 'up', ${at}, 0, ${at}, 40, ${at}::timestamptz + interval '1 year' from government_system
    on conflict do nothing`.execute(db);
  await sql`
    insert into status_day (key, day, probes, slow, failed, latency_ms)
    select 'system:' || number, ${at}::date - back, 1440, 0, number % 2, 40
    from government_system, generate_series(1, 90) back on conflict do nothing`.execute(db);
  await sql`
    insert into status_hour (key, hour, probes, slow, failed, latency_ms)
    select 'system:' || number, date_trunc('hour', ${at}::timestamptz) - back * interval '1 hour', 60, 0, number % 2, 40
    from government_system, generate_series(1, 90 * 24) back on conflict do nothing`.execute(db);
}
