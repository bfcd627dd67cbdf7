-- What a person puts before the platform: a release that he does not recognise, a value that is wrong, a complaint.
create table citizen_case (
  id uuid primary key,
  number text not null unique,
  kind text not null check (kind in ('unrecognised', 'dispute', 'complaint')),
  person_id uuid not null,
  subject_id uuid not null,
  release_id uuid,
  field_key text,
  system_number integer,
  client_id text,
  registry text,
  sealed bytea not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  state text not null check (state in ('open', 'answered', 'taken_back')),
  outcome text check (outcome in ('explained', 'acted', 'upheld', 'corrected')),
  sealed_answer bytea,
  answered_by uuid,
  answered_at timestamptz
);
create unique index citizen_case_release on citizen_case (person_id, release_id) where state = 'open' and release_id is not null;
create unique index citizen_case_field on citizen_case (subject_id, field_key) where state = 'open' and field_key is not null;
create index citizen_case_person on citizen_case (person_id, opened_at desc);
create index citizen_case_queue on citizen_case (due_at) where state = 'open';
comment on column citizen_case.id is 'internal: in addresses of the person and of staff';
comment on column citizen_case.number is 'public: what both sides quote';
comment on column citizen_case.kind is 'personal';
comment on column citizen_case.person_id is 'personal: who opened it';
comment on column citizen_case.subject_id is 'personal: whose affair it is';
comment on column citizen_case.release_id is 'personal: public id of the entry in the record';
comment on column citizen_case.field_key is 'personal: key of the catalogue';
comment on column citizen_case.system_number is 'personal: the government system';
comment on column citizen_case.client_id is 'personal: the client system';
comment on column citizen_case.registry is 'personal: the register whose custodian answers';
comment on column citizen_case.sealed is 'secret: what the person wrote, under his key';
comment on column citizen_case.opened_at is 'personal';
comment on column citizen_case.due_at is 'personal: when an answer is due';
comment on column citizen_case.state is 'personal';
comment on column citizen_case.outcome is 'personal';
comment on column citizen_case.sealed_answer is 'secret: what was answered, under the key of the person';
comment on column citizen_case.answered_by is 'internal: the member of staff';
comment on column citizen_case.answered_at is 'personal';

-- An account that is to be closed: the wait in which it can be taken back, and after it that it was.
create table account_closing (
  person_id uuid primary key,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  closed_at timestamptz
);
create index account_closing_due on account_closing (due_at) where closed_at is null;
comment on column account_closing.person_id is 'personal';
comment on column account_closing.asked_at is 'personal';
comment on column account_closing.due_at is 'personal: not before this moment';
comment on column account_closing.closed_at is 'personal';
