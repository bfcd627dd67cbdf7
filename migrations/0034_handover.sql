-- An application that was begun at one system and goes on at another: handed over once, and what became of it.
create table handover (
  id uuid primary key,
  reference_hash bytea not null unique,
  person_id uuid not null,
  subject_id uuid not null,
  from_client text not null,
  to_client text not null,
  sealed bytea not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  redeemed_at timestamptz
);
create index handover_person on handover (person_id, made_at desc);
create index handover_unredeemed on handover (expires_at) where redeemed_at is null;
comment on column handover.id is 'internal';
comment on column handover.reference_hash is 'secret: SHA-256 of the single-use part of the reference';
comment on column handover.person_id is 'personal: who went from one system to the other';
comment on column handover.subject_id is 'personal: for whom she acted';
comment on column handover.from_client is 'personal: where it was begun';
comment on column handover.to_client is 'personal: where it goes on';
comment on column handover.sealed is 'secret: application number and kind of licence, under the key of the person';
comment on column handover.made_at is 'personal';
comment on column handover.expires_at is 'internal';
comment on column handover.redeemed_at is 'personal: when the other system took it over';

create table handover_status (
  handover_id uuid not null references handover on delete cascade,
  position integer not null,
  status text not null check (status in
    ('received', 'in_review', 'waiting_for_applicant', 'approved', 'refused', 'closed')),
  at timestamptz not null,
  primary key (handover_id, position)
);
comment on column handover_status.handover_id is 'internal';
comment on column handover_status.position is 'internal: order in which it was told';
comment on column handover_status.status is 'personal: how the application stands';
comment on column handover_status.at is 'personal: when the system told it';
