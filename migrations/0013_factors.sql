-- Public-key credentials of a person (WebAuthn).
create table passkey (
  id uuid primary key,
  person_id uuid not null references person,
  credential_id bytea not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  aaguid uuid not null,
  device_type text not null check (device_type in ('single_device', 'multi_device')),
  backed_up boolean not null,
  hardware_bound boolean not null,
  sealed bytea not null,
  created_at timestamptz not null,
  used_at timestamptz
);
create index passkey_person on passkey (person_id);
comment on column passkey.id is 'internal';
comment on column passkey.person_id is 'personal';
comment on column passkey.credential_id is 'personal: as the authenticator named it';
comment on column passkey.public_key is 'public: COSE key';
comment on column passkey.counter is 'internal: never goes back';
comment on column passkey.transports is 'internal: usb, nfc, ble, internal, hybrid';
comment on column passkey.aaguid is 'internal: model of the authenticator, as far as it says';
comment on column passkey.device_type is 'internal: whether the key can be copied to other devices';
comment on column passkey.backed_up is 'internal: whether it was copied when last used';
comment on column passkey.hardware_bound is 'internal: never left the device that made it; counts for level 3';
comment on column passkey.sealed is 'secret: the name that the person gave it, under the key of the person';
comment on column passkey.created_at is 'personal';
comment on column passkey.used_at is 'personal';

-- The authenticator app of a person.
create table totp (
  person_id uuid primary key references person,
  sealed bytea not null,
  last_step bigint not null,
  created_at timestamptz not null,
  used_at timestamptz
);
comment on column totp.person_id is 'personal';
comment on column totp.sealed is 'secret: the shared secret under the key of the person';
comment on column totp.last_step is 'internal: the last half minute whose code was used; older ones are refused';
comment on column totp.created_at is 'personal';
comment on column totp.used_at is 'personal';

create table recovery_code (
  person_id uuid not null references person,
  hash bytea not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (person_id, hash)
);
comment on column recovery_code.person_id is 'personal';
comment on column recovery_code.hash is 'secret: keyed hash of person and code';
comment on column recovery_code.created_at is 'personal';
comment on column recovery_code.used_at is 'personal: set once';

-- What counts once: codes that were sent, challenges that were answered. Deleted in small batches once expired.
create table one_time (
  id bytea primary key,
  kind text not null check (kind in ('code', 'challenge')),
  answer_hash bytea,
  attempts integer not null,
  expires_at timestamptz not null
);
create index one_time_expires_at on one_time (expires_at);
comment on column one_time.id is 'internal: keyed hash of what it is for and whose, or of a challenge that was answered';
comment on column one_time.kind is 'public';
comment on column one_time.answer_hash is 'secret: keyed hash of purpose, person, number and code';
comment on column one_time.attempts is 'internal';
comment on column one_time.expires_at is 'internal';
