-- What our own probes found: the state of each thing that is watched, every outage, and the count of each hour.
create table status_target (
  key text primary key,
  state text not null check (state in ('up', 'slow', 'down')),
  since timestamptz not null,
  failures integer not null,
  first_failure_at timestamptz,
  probed_at timestamptz not null,
  latency_ms integer,
  reason text,
  next_at timestamptz not null
);
create index status_target_next on status_target (next_at);
comment on column status_target.key is 'public: yekbar, system:35, registry:civil';
comment on column status_target.state is 'public';
comment on column status_target.since is 'public';
comment on column status_target.failures is 'internal: failed probes in a row';
comment on column status_target.first_failure_at is 'internal: the first of them';
comment on column status_target.probed_at is 'public';
comment on column status_target.latency_ms is 'public: of the last answer';
comment on column status_target.reason is 'public: why the last probe brought no answer';
comment on column status_target.next_at is 'internal: when it is asked again';

create table outage (
  id uuid primary key,
  key text not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  reason text not null
);
create unique index outage_open on outage (key) where ended_at is null;
create index outage_began on outage (began_at desc);
create index outage_key on outage (key, began_at desc);
comment on column outage.id is 'public';
comment on column outage.key is 'public';
comment on column outage.began_at is 'public: the first probe without an answer';
comment on column outage.ended_at is 'public: the first probe with an answer again';
comment on column outage.reason is 'public';

create table status_hour (
  key text not null,
  hour timestamptz not null,
  probes integer not null,
  slow integer not null,
  failed integer not null,
  latency_ms integer not null,
  primary key (key, hour)
);
comment on column status_hour.key is 'public';
comment on column status_hour.hour is 'public: its beginning';
comment on column status_hour.probes is 'public';
comment on column status_hour.slow is 'public';
comment on column status_hour.failed is 'public';
comment on column status_hour.latency_ms is 'public: the slowest answer';

create table announcement (
  id uuid primary key,
  key text,
  text_fa text not null,
  text_en text not null,
  begins_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > begins_at),
  made_by text not null,
  made_at timestamptz not null,
  withdrawn_at timestamptz
);
create index announcement_ends on announcement (ends_at) where withdrawn_at is null;
comment on column announcement.id is 'public';
comment on column announcement.key is 'public: what it is about; null: Yekbar as a whole';
comment on column announcement.text_fa is 'public';
comment on column announcement.text_en is 'public';
comment on column announcement.begins_at is 'public';
comment on column announcement.ends_at is 'public';
comment on column announcement.made_by is 'internal: actor';
comment on column announcement.made_at is 'public';
comment on column announcement.withdrawn_at is 'public';
