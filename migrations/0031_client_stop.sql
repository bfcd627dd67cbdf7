-- The kill switch: one may pull it at once, over one client or all of an agency; without a second it is lifted again.
create table client_stop (
  id uuid primary key,
  client_id text references client,
  agency_id text references agency,
  reason text not null,
  stopped_by text not null,
  stopped_at timestamptz not null,
  confirm_by timestamptz not null,
  confirmed_by text,
  confirmed_at timestamptz,
  lift_asked_by text,
  lift_asked_at timestamptz,
  lifted_by text,
  lifted_at timestamptz,
  check ((client_id is null) <> (agency_id is null)),
  check (confirmed_by is null or confirmed_by <> stopped_by),
  check (lift_asked_by is null or lifted_by is null or lifted_by <> lift_asked_by)
);
create unique index client_stop_one on client_stop (client_id) where lifted_at is null and client_id is not null;
create unique index client_stop_agency on client_stop (agency_id) where lifted_at is null and agency_id is not null;
comment on column client_stop.id is 'internal';
comment on column client_stop.client_id is 'public: the client that is stopped; null: a whole agency';
comment on column client_stop.agency_id is 'public: the agency whose clients are all stopped';
comment on column client_stop.reason is 'internal: words of the one who stopped it';
comment on column client_stop.stopped_by is 'internal: actor';
comment on column client_stop.stopped_at is 'public';
comment on column client_stop.confirm_by is 'internal: when it is lifted unless somebody else has confirmed it';
comment on column client_stop.confirmed_by is 'internal: actor, never the one who stopped it';
comment on column client_stop.confirmed_at is 'internal';
comment on column client_stop.lift_asked_by is 'internal: actor';
comment on column client_stop.lift_asked_at is 'internal';
comment on column client_stop.lifted_by is 'internal: actor, never the one who asked for it; system: nobody confirmed';
comment on column client_stop.lifted_at is 'public';

alter table client add column stop_id uuid references client_stop;
create index client_stop_of on client (stop_id) where stop_id is not null;
comment on column client.stop_id is 'internal: the stop that suspended it';
