-- What concerns a subject is counted without who acted, so a company's year is few rows; what a person did for others
-- is counted beside it. Counted afresh from the record.
drop table audit_subject_day;
delete from audit_day;
delete from audit_tally;

create table audit_subject_day (
  subject_id uuid not null,
  day date not null,
  client_id text not null,
  basis text not null,
  count bigint not null,
  primary key (subject_id, day, client_id, basis)
);
comment on column audit_subject_day.subject_id is 'personal: whose fields were handed out';
comment on column audit_subject_day.day is 'personal: day of Tehran';
comment on column audit_subject_day.client_id is 'personal: to whom';
comment on column audit_subject_day.basis is 'personal: consent or law';
comment on column audit_subject_day.count is 'personal: how often';

create table audit_actor_day (
  person_id uuid not null,
  day date not null,
  subject_id uuid not null,
  client_id text not null,
  basis text not null,
  count bigint not null,
  primary key (person_id, day, subject_id, client_id, basis)
);
comment on column audit_actor_day.person_id is 'personal: who acted for somebody else';
comment on column audit_actor_day.day is 'personal: day of Tehran';
comment on column audit_actor_day.subject_id is 'personal: whose fields were handed out';
comment on column audit_actor_day.client_id is 'personal: to whom';
comment on column audit_actor_day.basis is 'personal: consent or law';
comment on column audit_actor_day.count is 'personal: how often';
