-- What custodians of registries send by themselves: who may, what was taken, and bulk loads with their progress.
create table custodian (
  client_id text primary key references client (id),
  registry text not null,
  bound_at timestamptz not null
);
comment on column custodian.client_id is 'public';
comment on column custodian.registry is 'public: key of the one registry whose fields it may send';
comment on column custodian.bound_at is 'internal';

create table custody_item (
  registry text not null,
  key_hash bytea not null,
  content_hash bytea not null,
  outcome text not null check (outcome in ('accepted', 'older')),
  older text[] not null,
  taken_at timestamptz not null,
  primary key (registry, key_hash)
);
create index custody_item_taken on custody_item (taken_at);
comment on column custody_item.registry is 'public';
comment on column custody_item.key_hash is 'internal: keyed hash of the key of the item, as its sender names it';
comment on column custody_item.content_hash is 'internal: keyed hash of what it said; the same key may not say something else';
comment on column custody_item.outcome is 'internal: what was answered';
comment on column custody_item.older is 'internal: keys of the fields that were known in a newer version';
comment on column custody_item.taken_at is 'internal';

create table custody_version (
  registry text not null,
  subject_hash bytea not null,
  field_key text not null,
  version bigint not null,
  taken_at timestamptz not null,
  primary key (registry, subject_hash, field_key)
);
comment on column custody_version.registry is 'public';
comment on column custody_version.subject_hash is 'personal: keyed hash of the identifier, of those who are known here and of those who are not, so that the answers are the same';
comment on column custody_version.field_key is 'internal';
comment on column custody_version.version is 'internal: the newest that was sent; no value';
comment on column custody_version.taken_at is 'internal';

create table custody_load (
  id uuid primary key,
  client_id text not null references client (id),
  registry text not null,
  row_count bigint not null check (row_count > 0),
  next_row bigint not null,
  accepted bigint not null,
  older bigint not null,
  refused bigint not null,
  unknown bigint not null,
  begun_at timestamptz not null,
  changed_at timestamptz not null
);
comment on column custody_load.id is 'internal';
comment on column custody_load.client_id is 'public';
comment on column custody_load.registry is 'public';
comment on column custody_load.row_count is 'internal: rows that its sender will send';
comment on column custody_load.next_row is 'internal: every row before it is done, once';
comment on column custody_load.accepted is 'internal';
comment on column custody_load.older is 'internal';
comment on column custody_load.refused is 'internal';
comment on column custody_load.unknown is 'internal: subjects without a profile here; never told to the sender';
comment on column custody_load.begun_at is 'internal';
comment on column custody_load.changed_at is 'internal';

create table custody_refusal (
  load_id uuid not null references custody_load (id),
  row_number bigint not null,
  code text not null,
  field_key text,
  primary key (load_id, row_number)
);
comment on column custody_refusal.load_id is 'internal';
comment on column custody_refusal.row_number is 'internal: counted from zero';
comment on column custody_refusal.code is 'internal: why, as the API says it; nothing of what the row said';
comment on column custody_refusal.field_key is 'internal: which field, where it is one of the catalogue';
