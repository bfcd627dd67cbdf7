-- One key per subject (person or entity), wrapped by the master key. Destroying a row makes all that was sealed
-- with it unreadable (crypto-shredding), while the record keeps standing.
create table subject_key (
  subject_id uuid primary key,
  wrapped_key bytea not null,
  created_at timestamptz not null
);
comment on column subject_key.subject_id is 'public: the id of a person or an entity, no meaning outside';
comment on column subject_key.wrapped_key is 'secret: AES-256-GCM under the master key';
comment on column subject_key.created_at is 'public';

-- One row: proves at start that the master key is the one that the data was sealed with.
create table master_key_check (
  singleton boolean primary key default true check (singleton),
  sealed bytea not null
);
comment on column master_key_check.singleton is 'public';
comment on column master_key_check.sealed is 'secret: a known text under the master key';
