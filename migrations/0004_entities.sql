create table entity (
  id uuid primary key,
  identifier_hash bytea not null unique,
  sealed bytea not null,
  status text not null check (status in ('active', 'under_liquidation', 'dissolved', 'suspended')),
  status_since date,
  record text,
  as_of timestamptz not null
);
comment on column entity.id is 'internal';
comment on column entity.identifier_hash is 'internal: keyed hash of the national identifier';
comment on column entity.sealed is 'secret: identifier and names under the key of the entity';
comment on column entity.status is 'public: as the register of legal persons says';
comment on column entity.status_since is 'public';
comment on column entity.record is 'public: number of the notice in the register';
comment on column entity.as_of is 'public: when the register said so';
