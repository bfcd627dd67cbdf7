-- The seal by day: blocks belong to a day of Tehran and stand in its Merkle tree; the tree of a day that is over has a
-- signed root. What was sealed before in another form is sealed afresh.
delete from audit_block;
alter table audit_block add column day date not null;
alter table audit_block add column first_leaf bigint not null;
alter table audit_block add column names bytea not null;
create unique index audit_block_leaf on audit_block (day, first_leaf);
comment on column audit_block.day is 'public: day of Tehran in whose tree the block stands';
comment on column audit_block.first_leaf is 'public: place of its first leaf in the tree of the day, from 0';
comment on column audit_block.names is 'public: public id of each event, 16 bytes each: what was removed can be named';
comment on column audit_block.leaves is 'public: leaf hash of each event, 32 bytes each';
comment on column audit_block.previous_hash is 'public: the block before in the day; of the first one the root of the day before';
comment on column audit_block.hash is 'public: SHA-256 over number, day, first_leaf, first_id, last_id, sealed_at, previous_hash, leaves and names';

create table audit_tile (
  day date not null,
  level integer not null,
  place bigint not null,
  hashes bytea not null,
  primary key (day, level, place)
);
comment on column audit_tile.day is 'public';
comment on column audit_tile.level is 'public: 1 for hashes over 256 leaves, 2 over 256 of those, and so on';
comment on column audit_tile.place is 'public: the tile holds the hashes from 256 times this on';
comment on column audit_tile.hashes is 'public: 32 bytes each, at most 256';

create table audit_root (
  day date primary key,
  size bigint not null,
  root bytea not null,
  link bytea not null,
  signed text not null,
  closed_at timestamptz not null
);
comment on column audit_root.day is 'public';
comment on column audit_root.size is 'public: events of the day';
comment on column audit_root.root is 'public: root of their tree (RFC 6962)';
comment on column audit_root.link is 'public: SHA-256 of signed; the next day begins with it';
comment on column audit_root.signed is 'public: signed statement (JWS) of day, size, root, last block and the day before';
comment on column audit_root.closed_at is 'public';

-- A page of the record is one range of one of these, also when it is narrowed to a month, a system or kinds.
drop index audit_event_subject;
create index audit_event_subject on audit_event (subject_id, at desc, id desc, client_id, kind)
  where subject_id is not null;
drop index audit_event_person;
create index audit_event_person on audit_event (person_id, at desc, id desc, client_id, kind)
  where person_id is not null and person_id is distinct from subject_id;
