-- What the record amounts to by day, written by the background behind the seal: no page counts entries at each view.
create table audit_tally (
  singleton boolean primary key default true check (singleton),
  last_id bigint not null,
  last_at timestamptz
);
comment on column audit_tally.singleton is 'internal';
comment on column audit_tally.last_id is 'internal: the last entry that is counted';
comment on column audit_tally.last_at is 'internal: its moment';

create table audit_day (
  day date not null,
  kind text not null,
  part text not null,
  basis text not null,
  count bigint not null,
  fields bigint not null,
  primary key (day, kind, part, basis)
);
comment on column audit_day.day is 'public: day of Tehran';
comment on column audit_day.kind is 'public: what happened, as in audit_event';
comment on column audit_day.part is 'public: the client or the registry, or nothing';
comment on column audit_day.basis is 'public: consent or law of a release, outcome of an inquiry, or nothing';
comment on column audit_day.count is 'internal: published only where it is not small';
comment on column audit_day.fields is 'internal: fields that were handed out';

create table audit_subject_day (
  subject_id uuid not null,
  day date not null,
  client_id text not null,
  basis text not null,
  person_id uuid not null,
  count bigint not null,
  primary key (subject_id, day, client_id, basis, person_id)
);
create index audit_subject_day_person on audit_subject_day (person_id, day) where person_id <> subject_id;
comment on column audit_subject_day.subject_id is 'personal: whose fields were handed out';
comment on column audit_subject_day.day is 'personal: day of Tehran';
comment on column audit_subject_day.client_id is 'personal: to whom';
comment on column audit_subject_day.basis is 'personal: consent or law';
comment on column audit_subject_day.person_id is 'personal: who acted';
comment on column audit_subject_day.count is 'personal: how often';
