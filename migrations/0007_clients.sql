create table agency (
  id text primary key,
  name_fa text not null,
  name_en text not null
);
comment on column agency.id is 'public: the sector of pairwise subs';
comment on column agency.name_fa is 'public';
comment on column agency.name_en is 'public';

create table client (
  id text primary key,
  agency_id text references agency,
  kind text not null check (kind in ('live', 'sandbox', 'internal')),
  state text not null check (state in ('pending', 'active', 'suspended', 'refused')),
  name_fa text not null,
  name_en text not null,
  metadata jsonb not null,
  secret_hash bytea,
  registered_by text not null,
  registered_at timestamptz not null,
  changed_at timestamptz not null
);
create index client_agency on client (agency_id);
comment on column client.id is 'public: client_id';
comment on column client.agency_id is 'public';
comment on column client.kind is 'public: live, sandbox (registered dynamically, or of the demo), internal (pages of Yekbar)';
comment on column client.state is 'public';
comment on column client.name_fa is 'public';
comment on column client.name_en is 'public';
comment on column client.metadata is 'internal: OAuth client metadata (RFC 7591) without secrets';
comment on column client.secret_hash is 'secret: SHA-256 of a random secret of 256 bits';
comment on column client.registered_by is 'internal: person:<id> or client:<id>';
comment on column client.registered_at is 'public';
comment on column client.changed_at is 'internal: caches compare it';

create table purpose (
  id uuid primary key,
  client_id text not null references client,
  key text not null,
  version integer not null,
  state text not null check (state in ('pending', 'active', 'replaced', 'refused')),
  name_fa text not null,
  name_en text not null,
  text_fa text not null,
  text_en text not null,
  basis text not null check (basis in ('consent', 'law')),
  law jsonb not null,
  fields text[] not null,
  subjects text[] not null,
  level integer not null check (level between 1 and 3),
  retention_fa text not null,
  retention_en text not null,
  consent_days integer not null check (consent_days between 1 and 3650),
  registered_by text not null,
  registered_at timestamptz not null,
  unique (client_id, key, version)
);
create unique index purpose_active on purpose (client_id, key) where state = 'active';
comment on column purpose.id is 'public: one version of a purpose';
comment on column purpose.client_id is 'public';
comment on column purpose.key is 'public: the value of the request parameter purpose';
comment on column purpose.version is 'public';
comment on column purpose.state is 'public';
comment on column purpose.name_fa is 'public';
comment on column purpose.name_en is 'public';
comment on column purpose.text_fa is 'public: what it is for, in plain words';
comment on column purpose.text_en is 'public';
comment on column purpose.basis is 'public: the door through which fields leave';
comment on column purpose.law is 'public: title_fa, title_en, body, number, date, articles of the law or resolution';
comment on column purpose.fields is 'public: keys of the catalogue';
comment on column purpose.subjects is 'public: legal_entity, self';
comment on column purpose.level is 'public: least level of assurance';
comment on column purpose.retention_fa is 'public';
comment on column purpose.retention_en is 'public';
comment on column purpose.consent_days is 'public: days until a consent has to be given again';
comment on column purpose.registered_by is 'internal: person:<id> or client:<id>';
comment on column purpose.registered_at is 'public';

-- What waits for the second pair of eyes: a client with its purposes, or a purpose.
create table approval (
  id uuid primary key,
  client_id text not null references client,
  purpose_id uuid references purpose,
  requested_by text not null,
  requested_at timestamptz not null,
  decided_by text,
  decision text check (decision in ('approved', 'refused')),
  reason text,
  decided_at timestamptz,
  check (decided_by is null or decided_by <> requested_by)
);
create index approval_open on approval (requested_at) where decision is null;
create unique index approval_one_open on approval (client_id, coalesce(purpose_id, '00000000-0000-0000-0000-000000000000'::uuid)) where decision is null;
comment on column approval.id is 'internal';
comment on column approval.client_id is 'public';
comment on column approval.purpose_id is 'public';
comment on column approval.requested_by is 'internal: person:<id> or client:<id>';
comment on column approval.requested_at is 'internal';
comment on column approval.decided_by is 'internal: person:<id> or client:<id>, never the one who requested';
comment on column approval.decision is 'internal';
comment on column approval.reason is 'internal: words of the one who decided';
comment on column approval.decided_at is 'internal';
