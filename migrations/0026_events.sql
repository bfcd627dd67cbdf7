-- The change log: what client systems may be told of, written in the transaction of what it tells. A row gets its
-- position when a single sequencer puts it in order after the commit: whoever reads positions upward never passes a row
-- that commits later. What concerns nobody is deleted instead of placed.
create table change (
  id bigint generated always as identity primary key,
  position bigint,
  at timestamptz not null,
  kind text not null check (kind in ('profile_changed', 'session_revoked', 'credential_change', 'consent_withdrawn',
    'authority_changed', 'verification', 'stream_updated')),
  subject_id uuid,
  person_id uuid,
  client_id text,
  stream_id uuid,
  fields text[] not null,
  data jsonb not null,
  tracking text not null,
  audience text[]
);
create index change_waiting on change (id) where position is null;
create unique index change_position on change (position) where position is not null;
comment on column change.id is 'internal: order of writing';
comment on column change.position is 'internal: order of reading, without gaps that fill later; null until it is placed';
comment on column change.at is 'personal: when it happened';
comment on column change.kind is 'public';
comment on column change.subject_id is 'personal: whose profile or authority it is';
comment on column change.person_id is 'personal';
comment on column change.client_id is 'public: the only client that it concerns, where it is one';
comment on column change.stream_id is 'internal: the only stream that it is for, where it is one';
comment on column change.fields is 'personal: keys of the catalogue, never handed out';
comment on column change.data is 'internal: ids and codes';
comment on column change.tracking is 'internal';
comment on column change.audience is 'internal: clients with a stream that had a right to be told when it was placed';

create table change_head (
  singleton boolean primary key default true check (singleton),
  position bigint not null
);
insert into change_head (position) values (0);
comment on column change_head.singleton is 'internal: the table has one row, whose lock makes the sequencer a single one';
comment on column change_head.position is 'internal: the last position given';

-- Streams of client systems (OpenID Shared Signals Framework): a cursor in the change log, not a copy of it.
create table event_stream (
  id uuid primary key,
  client_id text not null,
  method text not null check (method in ('push', 'poll')),
  sealed bytea,
  kinds text[] not null,
  requested text[] not null,
  description text,
  status text not null check (status in ('enabled', 'paused', 'disabled')),
  reason text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  position bigint not null,
  done text[] not null,
  attempts integer not null,
  next_try_at timestamptz not null,
  tried_at timestamptz,
  delivered_at timestamptz,
  http_status integer,
  failure text,
  refused integer not null,
  verified_at timestamptz
);
create index event_stream_client on event_stream (client_id);
create index event_stream_due on event_stream (next_try_at) where method = 'push' and status = 'enabled';
comment on column event_stream.id is 'public';
comment on column event_stream.client_id is 'public';
comment on column event_stream.method is 'public';
comment on column event_stream.sealed is 'secret: address and authorization header of a push receiver';
comment on column event_stream.kinds is 'public: kinds of changes that it delivers';
comment on column event_stream.requested is 'public: types of events that the receiver asked for';
comment on column event_stream.description is 'internal: what the receiver calls it';
comment on column event_stream.status is 'public';
comment on column event_stream.reason is 'internal: why it has this status';
comment on column event_stream.created_at is 'public';
comment on column event_stream.changed_at is 'public';
comment on column event_stream.position is 'internal: all up to here is acknowledged, or was not for this stream';
comment on column event_stream.done is 'internal: positions acknowledged beyond that one';
comment on column event_stream.attempts is 'internal: rounds without any success';
comment on column event_stream.next_try_at is 'internal';
comment on column event_stream.tried_at is 'internal: when it last sent, or was last polled';
comment on column event_stream.delivered_at is 'internal: when something was last acknowledged';
comment on column event_stream.http_status is 'internal: HTTP status of the last answer';
comment on column event_stream.failure is 'internal: why the last try brought no answer';
comment on column event_stream.refused is 'internal: events that the receiver reported as wrong';
comment on column event_stream.verified_at is 'internal: when a verification was last asked for';

create table event_stream_subject (
  stream_id uuid not null references event_stream on delete cascade,
  subject_id uuid not null,
  removed_at timestamptz not null,
  primary key (stream_id, subject_id)
);
comment on column event_stream_subject.stream_id is 'public';
comment on column event_stream_subject.subject_id is 'personal: a subject that the stream is not to tell of';
comment on column event_stream_subject.removed_at is 'internal';

create index grant_binding_entity on grant_binding (subject_id) where subject_type = 'legal_entity'
