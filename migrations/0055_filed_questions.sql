-- Questions that a base registry has taken and answers another day, until the answer is there or given up.
create table registry_filing (
  id uuid primary key,
  registry text not null,
  subject_id uuid not null,
  subject_kind text not null check (subject_kind in ('person', 'entity')),
  tracking text not null,
  ticket text not null,
  state text not null check (state in ('waiting', 'overdue', 'answered', 'given_up')),
  asked_at timestamptz not null,
  expected_by timestamptz not null,
  polls integer not null,
  next_poll_at timestamptz not null,
  settled_at timestamptz
);
create unique index registry_filing_ticket on registry_filing (registry, ticket);
create unique index registry_filing_open on registry_filing (subject_id, registry) where settled_at is null;
create index registry_filing_due on registry_filing (next_poll_at) where settled_at is null;
create index registry_filing_settled on registry_filing (settled_at) where settled_at is not null;
comment on column registry_filing.id is 'internal';
comment on column registry_filing.registry is 'public: key of the registry';
comment on column registry_filing.subject_id is 'internal: a person or an entity';
comment on column registry_filing.subject_kind is 'public';
comment on column registry_filing.tracking is 'internal: our tracking code, which the registry keeps beside the question';
comment on column registry_filing.ticket is 'internal: the number of the question at the registry';
comment on column registry_filing.state is 'internal';
comment on column registry_filing.asked_at is 'internal';
comment on column registry_filing.expected_by is 'internal: as the registry said';
comment on column registry_filing.polls is 'internal: how often its answer was asked for';
comment on column registry_filing.next_poll_at is 'internal';
comment on column registry_filing.settled_at is 'internal: when the answer came, or was given up';
