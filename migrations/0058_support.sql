-- What a person lets somebody of the support see: for a code that she tells him, for half an hour.
create table support_view (
  id uuid primary key,
  person_id uuid not null references person,
  code_hash bytea not null unique,
  parts text[] not null,
  made_at timestamptz not null,
  code_until timestamptz not null,
  opened_by uuid references person,
  opened_at timestamptz,
  until timestamptz,
  ended_at timestamptz
);
create index support_view_person on support_view (person_id, made_at desc);
create index support_view_opened on support_view (opened_by, until) where opened_at is not null;
comment on column support_view.id is 'internal: in addresses of the support';
comment on column support_view.person_id is 'personal: who shows';
comment on column support_view.code_hash is 'secret: keyed hash of the code that opens it once';
comment on column support_view.parts is 'personal: what she shows';
comment on column support_view.made_at is 'personal';
comment on column support_view.code_until is 'internal';
comment on column support_view.opened_by is 'personal: who of the support looked';
comment on column support_view.opened_at is 'personal';
comment on column support_view.until is 'personal';
comment on column support_view.ended_at is 'personal';

alter table staff drop constraint staff_role_check;
alter table staff add constraint staff_role_check check (role in ('platform_administrator', 'auditor', 'support'));
