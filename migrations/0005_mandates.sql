-- Offices as the register of legal persons holds them. The officer may have no account yet: he is known by hash.
create table office (
  id uuid primary key,
  entity_id uuid not null references entity,
  officer_hash bytea not null,
  sealed bytea not null,
  role text not null,
  mode text not null check (mode in ('sole', 'joint', 'none')),
  required integer not null,
  since date not null,
  until date,
  ended_at timestamptz,
  end_reason text check (end_reason in ('term_ended', 'dissolved', 'removed')),
  record text not null,
  as_of timestamptz not null
);
create unique index office_current on office (entity_id, officer_hash, role, since) where ended_at is null;
create index office_officer on office (officer_hash);
comment on column office.id is 'internal';
comment on column office.entity_id is 'internal';
comment on column office.officer_hash is 'personal: keyed hash of the identifier of the officer';
comment on column office.sealed is 'secret: name of the officer under the key of the entity';
comment on column office.role is 'public: managing_director, board_member, chair, liquidator';
comment on column office.mode is 'public: sole (binds alone), joint (with others), none';
comment on column office.required is 'public: how many signatures bind';
comment on column office.since is 'public';
comment on column office.until is 'public: last day of the term';
comment on column office.ended_at is 'public: when the register ended it';
comment on column office.end_reason is 'public';
comment on column office.record is 'public: number of the notice in the register';
comment on column office.as_of is 'public: when the register said so';
