-- Outbox of what is sent to people: written in the transaction that causes it, delivered behind it, erased after.
create table message (
  id uuid primary key,
  person_id uuid,
  channel text not null check (channel in ('sms', 'email')),
  sealed bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  next_try_at timestamptz not null,
  attempts integer not null,
  state text not null check (state in ('waiting', 'sent', 'given_up', 'to_nobody'))
);
create index message_waiting on message (next_try_at) where state = 'waiting';
create index message_expires_at on message (expires_at);
comment on column message.id is 'internal';
comment on column message.person_id is 'personal: to whom, where the person is known';
comment on column message.channel is 'public';
comment on column message.sealed is 'secret: address and text';
comment on column message.created_at is 'personal';
comment on column message.expires_at is 'internal: erased after; codes are worthless long before';
comment on column message.next_try_at is 'internal';
comment on column message.attempts is 'internal';
comment on column message.state is 'internal';
