-- A version of a purpose that asks for more came into force: whom it concerns is told, a batch at a time.
create table purpose_widening (
  purpose_id uuid primary key references purpose,
  before_id uuid not null references purpose,
  client_id text not null references client,
  at timestamptz not null,
  part text not null check (part in ('consents', 'served', 'done')),
  last_id uuid,
  told bigint not null,
  done_at timestamptz
);
create index purpose_widening_open on purpose_widening (at) where done_at is null;
create index purpose_widening_client on purpose_widening (client_id);
comment on column purpose_widening.purpose_id is 'public: the version that asks for more';
comment on column purpose_widening.before_id is 'public: the one that it replaced';
comment on column purpose_widening.client_id is 'public';
comment on column purpose_widening.at is 'public: when it came into force';
comment on column purpose_widening.part is 'internal: who is being told: those who allowed it, those served under law, nobody more';
comment on column purpose_widening.last_id is 'internal: where the last batch ended';
comment on column purpose_widening.told is 'public: how many have been told';
comment on column purpose_widening.done_at is 'internal';

create table purpose_notice (
  recipient_id uuid not null,
  purpose_id uuid not null references purpose,
  told_at timestamptz not null,
  primary key (recipient_id, purpose_id)
);
comment on column purpose_notice.recipient_id is 'personal: the person who allowed it, or whose fields are handed out under law; or an entity';
comment on column purpose_notice.purpose_id is 'public: the version that asks for more';
comment on column purpose_notice.told_at is 'personal';

create index consent_standing on consent (client_id, purpose_key, id) where ended_at is null;
create index audit_subject_day_client on audit_subject_day (client_id, subject_id) where basis = 'law';
