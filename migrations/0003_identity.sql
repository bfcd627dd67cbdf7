create table person (
  id uuid primary key,
  identifier_hash bytea not null unique,
  identifier_kind text not null check (identifier_kind in ('national_id', 'foreign_id')),
  sealed bytea not null,
  state text not null check (state in ('active', 'suspended', 'deceased', 'closed')),
  created_at timestamptz not null
);
comment on column person.id is 'internal: never leaves; outside a person is a pairwise sub';
comment on column person.identifier_hash is 'personal: keyed hash of the national ID or foreign-national code';
comment on column person.identifier_kind is 'public';
comment on column person.sealed is 'secret: identifier, names, birth date and mobile under the key of the person';
comment on column person.state is 'personal';
comment on column person.created_at is 'personal';

create table credential (
  id uuid primary key,
  person_id uuid not null references person,
  kind text not null check (kind in ('password')),
  secret text not null,
  created_at timestamptz not null
);
create unique index credential_one_password on credential (person_id) where kind = 'password';
comment on column credential.id is 'internal';
comment on column credential.person_id is 'personal';
comment on column credential.kind is 'public';
comment on column credential.secret is 'secret: argon2id in PHC form';
comment on column credential.created_at is 'personal';

-- What a registry said when a person was enrolled: which, when, what it answered; not what it knows.
create table identity_evidence (
  person_id uuid not null references person,
  registry text not null,
  result text not null,
  at timestamptz not null,
  primary key (person_id, registry, at)
);
comment on column identity_evidence.person_id is 'personal';
comment on column identity_evidence.registry is 'public: key of the registry';
comment on column identity_evidence.result is 'personal: matched, not_matched';
comment on column identity_evidence.at is 'personal';

-- Failures count against a person and against an address; the wait grows, nobody is locked out for good.
create table throttle (
  bucket bytea primary key,
  failures integer not null,
  until timestamptz not null,
  updated_at timestamptz not null
);
create index throttle_updated_at on throttle (updated_at);
comment on column throttle.bucket is 'personal: keyed hash of what is throttled';
comment on column throttle.failures is 'personal';
comment on column throttle.until is 'personal: before this moment the answer is 429';
comment on column throttle.updated_at is 'internal';
