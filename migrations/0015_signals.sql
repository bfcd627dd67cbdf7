-- Outbox of signed tokens for client systems: written in the transaction that causes them, delivered behind it, tried
-- again for hours, kept for the administration to see, erased after.
create table signal (
  id uuid primary key,
  client_id text not null,
  kind text not null check (kind in ('backchannel_logout')),
  sealed bytea not null,
  created_at timestamptz not null,
  next_try_at timestamptz not null,
  tried_at timestamptz,
  attempts integer not null,
  state text not null check (state in ('waiting', 'delivered', 'given_up')),
  status integer,
  failure text
);
create index signal_waiting on signal (next_try_at) where state = 'waiting';
create index signal_created_at on signal (created_at);
create index signal_client on signal (client_id, created_at);
comment on column signal.id is 'internal';
comment on column signal.client_id is 'public';
comment on column signal.kind is 'public';
comment on column signal.sealed is 'secret: address and claims';
comment on column signal.created_at is 'internal';
comment on column signal.next_try_at is 'internal';
comment on column signal.tried_at is 'internal';
comment on column signal.attempts is 'internal';
comment on column signal.state is 'internal';
comment on column signal.status is 'internal: HTTP status of the last answer';
comment on column signal.failure is 'internal: why the last try brought no answer';
