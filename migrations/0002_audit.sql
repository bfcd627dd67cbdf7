-- The record: one row per event, written in the transaction that it describes, never changed.
create table audit_event (
  id bigint generated always as identity primary key,
  public_id uuid not null,
  at timestamptz not null,
  kind text not null,
  person_id uuid,
  subject_id uuid,
  client_id text,
  tracking text not null,
  data jsonb not null
);
create unique index audit_event_public_id on audit_event (public_id);
create index audit_event_subject on audit_event (subject_id, id desc) where subject_id is not null;
create index audit_event_person on audit_event (person_id, id desc) where person_id is not null;
create index audit_event_client on audit_event (client_id, id desc) where client_id is not null;
comment on column audit_event.id is 'internal: order of writing';
comment on column audit_event.public_id is 'public: how an entry is named outside';
comment on column audit_event.at is 'public';
comment on column audit_event.kind is 'public: closed vocabulary of audit/vocabulary.ts';
comment on column audit_event.person_id is 'personal: who acted';
comment on column audit_event.subject_id is 'personal: whose data or whose affair it is';
comment on column audit_event.client_id is 'public: the client that asked';
comment on column audit_event.tracking is 'public: the tracking code of the request';
comment on column audit_event.data is 'internal: ids, field keys and codes; never a value, a name or an identifier';

-- The seal: blocks of consecutive events, chained by hash. leaves holds one SHA-256 per event, in order of id.
create table audit_block (
  number bigint primary key,
  first_id bigint not null,
  last_id bigint not null,
  leaves bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null
);
create unique index audit_block_last_id on audit_block (last_id);
comment on column audit_block.number is 'public: 1, 2, 3 …';
comment on column audit_block.first_id is 'internal';
comment on column audit_block.last_id is 'internal';
comment on column audit_block.leaves is 'public: SHA-256 of each event, 32 bytes each';
comment on column audit_block.previous_hash is 'public';
comment on column audit_block.hash is 'public: SHA-256 over number, first_id, last_id, sealed_at, previous_hash and leaves';
comment on column audit_block.sealed_at is 'public';
