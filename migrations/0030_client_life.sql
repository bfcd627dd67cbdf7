-- The life of a client: in the sandbox, in a pilot for named people, cleared by a security certificate, live, retired.
alter table client add column stage text not null default 'live'
  check (stage in ('sandbox', 'pilot', 'cleared', 'live', 'retired'));
alter table client add column clearance_number text;
alter table client add column clearance_until date;
update client set stage = 'sandbox' where kind = 'sandbox';
create index client_clearance on client (clearance_until) where stage = 'live' and clearance_until is not null;
comment on column client.stage is 'public: how far it has come; pilot and cleared: only named people sign in';
comment on column client.clearance_number is 'public: number of the security certificate';
comment on column client.clearance_until is 'public: last day of the security certificate';

-- A step of that life waits for the second pair of eyes like everything else.
alter table approval add column step jsonb;
comment on column approval.step is 'public: the stage that it would come to, with number and last day of a certificate; null: no step';
drop index approval_one_open;
create unique index approval_one_open on approval
  (client_id, coalesce(purpose_id, '00000000-0000-0000-0000-000000000000'::uuid), (step is not null)) where decision is null;

create table pilot_user (
  client_id text not null references client,
  id uuid not null,
  person_hash bytea not null,
  added_by text not null,
  added_at timestamptz not null,
  primary key (client_id, person_hash)
);
comment on column pilot_user.client_id is 'public';
comment on column pilot_user.id is 'internal: by which it is taken off';
comment on column pilot_user.person_hash is 'personal: keyed hash of the national ID of who may take part';
comment on column pilot_user.added_by is 'internal: actor';
comment on column pilot_user.added_at is 'internal';
