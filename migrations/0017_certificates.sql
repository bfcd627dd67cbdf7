-- Certificates that a person has added as a way to prove herself (those that name her national ID need no row).
create table certificate (
  id uuid primary key,
  person_id uuid not null references person,
  fingerprint bytea not null unique,
  sealed bytea not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index certificate_person on certificate (person_id);
comment on column certificate.id is 'internal';
comment on column certificate.person_id is 'personal';
comment on column certificate.fingerprint is 'personal: keyed hash of the certificate';
comment on column certificate.sealed is 'secret: whom it names, who issued it and until when, under the key of the person';
comment on column certificate.created_at is 'personal';
comment on column certificate.used_at is 'personal';
