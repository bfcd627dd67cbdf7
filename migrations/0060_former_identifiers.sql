-- Numbers that the civil register has replaced by others: who goes on, so that the old number says what to do.
create table former_identifier (
  identifier_hash bytea primary key,
  holder_id uuid not null references person,
  into_id uuid not null references person,
  how text not null check (how in ('renumbered', 'merged')),
  since timestamptz not null
);
create index former_identifier_into on former_identifier (into_id);
comment on column former_identifier.identifier_hash is 'personal: keyed hash of the number that the register replaced';
comment on column former_identifier.holder_id is 'personal: the account that had this number';
comment on column former_identifier.into_id is 'personal: the account that goes on; the same where only the number is another';
comment on column former_identifier.how is 'personal: renumbered, or merged with the account of another number';
comment on column former_identifier.since is 'personal: when it became known here';
