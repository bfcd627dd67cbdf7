-- A complaint says what went wrong and shows it; it goes to the agency of the system. An agency contests its score.
alter table citizen_case drop constraint citizen_case_kind_check;
alter table citizen_case
  add constraint citizen_case_kind_check check (kind in ('unrecognised', 'dispute', 'complaint', 'contest')),
  add column reason text check (reason in ('asked_again', 'paid_elsewhere', 'other')),
  add column agency_id text,
  add column answered_agency text;
create index citizen_case_agency on citizen_case (agency_id, opened_at desc) where agency_id is not null;
create index citizen_case_counted on citizen_case (opened_at) where kind = 'complaint' and system_number is not null;
comment on column citizen_case.reason is 'personal: of a complaint';
comment on column citizen_case.agency_id is 'personal: the agency that it is put before; of a contest the one that contests';
comment on column citizen_case.answered_agency is 'internal: the agency whose officer answered; null: the platform';

create table case_evidence (
  case_id uuid primary key references citizen_case,
  media text check (media in ('png', 'jpeg', 'pdf')),
  sealed_file bytea,
  sealed_address bytea,
  added_at timestamptz not null
);
comment on column case_evidence.case_id is 'personal';
comment on column case_evidence.media is 'personal: what the file is, by its content';
comment on column case_evidence.sealed_file is 'secret: the file, under the key of the person';
comment on column case_evidence.sealed_address is 'secret: the address of the page that is complained of, under the key of the person';
comment on column case_evidence.added_at is 'personal';

-- What a person says of a system after she used it, once; and what its agency replies.
create table service_feedback (
  id uuid primary key,
  person_id uuid not null,
  system_number integer not null,
  state text not null check (state in ('asked', 'declined', 'given')),
  asked_at timestamptz not null,
  score integer,
  asked_again boolean,
  sealed_text bytea,
  may_show boolean not null default false,
  given_at timestamptz,
  text_state text check (text_state in ('waiting', 'shown', 'hidden')),
  checked_by text,
  checked_at timestamptz,
  reply text,
  replied_by text,
  replied_at timestamptz
);
create unique index service_feedback_once on service_feedback (person_id, system_number, asked_at);
create index service_feedback_system on service_feedback (system_number, given_at desc) where state = 'given';
create index service_feedback_queue on service_feedback (given_at) where text_state = 'waiting';
comment on column service_feedback.id is 'internal: in addresses of the person and of staff';
comment on column service_feedback.person_id is 'personal: who was asked';
comment on column service_feedback.system_number is 'personal: what was used';
comment on column service_feedback.state is 'personal';
comment on column service_feedback.asked_at is 'personal: when she first saw the question';
comment on column service_feedback.score is 'personal: 1 to 5';
comment on column service_feedback.asked_again is 'personal: whether it asked for what was known already';
comment on column service_feedback.sealed_text is 'secret: what she wrote, under her key';
comment on column service_feedback.may_show is 'personal: whether she agreed that the text is shown to everybody';
comment on column service_feedback.given_at is 'personal';
comment on column service_feedback.text_state is 'personal: waits to be read, is shown to everybody, or is not';
comment on column service_feedback.checked_by is 'internal: the member of staff who read it';
comment on column service_feedback.checked_at is 'personal';
comment on column service_feedback.reply is 'public: what the agency replied';
comment on column service_feedback.replied_by is 'internal: who wrote it';
comment on column service_feedback.replied_at is 'public';
