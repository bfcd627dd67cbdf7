create table staff (
  person_id uuid primary key,
  role text not null check (role in ('platform_administrator', 'auditor')),
  since timestamptz not null
);
comment on column staff.person_id is 'personal';
comment on column staff.role is 'personal';
comment on column staff.since is 'personal';
