-- Service counters: an accredited officer sees the fields of one procedure for a person without a device, who confirms it
-- with a code to his own mobile. Who was typed in and not found leaves nothing but a row that names nobody.
create table counter_officer (
  id uuid primary key,
  person_id uuid not null,
  counter_name text not null,
  client_id text not null references client,
  valid_until timestamptz not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  ended_at timestamptz,
  check (approved_by is null or (approved_by <> asked_by and approved_by <> person_id))
);
create index counter_officer_person on counter_officer (person_id);
comment on column counter_officer.id is 'internal: stands in addresses of the administration';
comment on column counter_officer.person_id is 'personal: who is accredited';
comment on column counter_officer.counter_name is 'public: what people know the counter by';
comment on column counter_officer.client_id is 'public: the one system whose procedures he may do';
comment on column counter_officer.valid_until is 'internal';
comment on column counter_officer.asked_by is 'internal: the administrator who asked for it';
comment on column counter_officer.asked_at is 'internal';
comment on column counter_officer.approved_by is 'internal: another administrator; nobody accredits alone';
comment on column counter_officer.approved_at is 'internal';
comment on column counter_officer.ended_at is 'internal';

create table counter_visit (
  id uuid primary key,
  officer_id uuid not null references counter_officer,
  officer_person_id uuid not null,
  person_id uuid,
  subject_id uuid,
  subject_type text not null check (subject_type in ('self', 'legal_entity')),
  client_id text not null references client,
  purpose_id uuid not null,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  valid_until timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('button', 'time', 'accreditation_ended', 'power_ended')),
  times_seen integer not null,
  check (confirmed_at is null or (person_id is not null and subject_id is not null))
);
create index counter_visit_officer on counter_visit (officer_person_id, asked_at desc);
create index counter_visit_open on counter_visit (valid_until) where ended_at is null;
create index counter_visit_person on counter_visit (person_id) where person_id is not null;
comment on column counter_visit.id is 'internal: stands in addresses of the officer, and is nothing without his session';
comment on column counter_visit.officer_id is 'internal: the accreditation it stands on';
comment on column counter_visit.officer_person_id is 'personal: who helps';
comment on column counter_visit.person_id is 'personal: who is helped; null: nobody could be reached, which no page shows';
comment on column counter_visit.subject_id is 'personal: whose fields are seen';
comment on column counter_visit.subject_type is 'internal';
comment on column counter_visit.client_id is 'public';
comment on column counter_visit.purpose_id is 'public: the one procedure';
comment on column counter_visit.asked_at is 'internal';
comment on column counter_visit.confirmed_at is 'internal: when the code of the person was typed';
comment on column counter_visit.valid_until is 'internal';
comment on column counter_visit.ended_at is 'internal';
comment on column counter_visit.end_reason is 'internal';
comment on column counter_visit.times_seen is 'internal: how often the fields were shown';
