-- An account that may be in wrong hands: one of the staff stops it at once, two let it go on.
create table account_suspension (
  id uuid primary key,
  person_id uuid not null references person,
  reason text not null check (reason in ('stolen', 'subject_asked', 'security', 'court')),
  reference text not null,
  stopped_by text not null,
  stopped_at timestamptz not null,
  lift_asked_by text,
  lift_asked_at timestamptz,
  lifted_by text,
  lifted_at timestamptz,
  check (lifted_by <> lift_asked_by)
);
create unique index account_suspension_one on account_suspension (person_id) where lifted_at is null;
create index account_suspension_newest on account_suspension (stopped_at, id);
comment on column account_suspension.id is 'internal: in addresses of the administration';
comment on column account_suspension.person_id is 'personal: whose account';
comment on column account_suspension.reason is 'internal: one of four';
comment on column account_suspension.reference is 'internal: number of the letter, call or order';
comment on column account_suspension.stopped_by is 'internal: actor';
comment on column account_suspension.stopped_at is 'internal';
comment on column account_suspension.lift_asked_by is 'internal: actor, the first of two';
comment on column account_suspension.lift_asked_at is 'internal';
comment on column account_suspension.lifted_by is 'internal: actor, the second of two';
comment on column account_suspension.lifted_at is 'internal';
