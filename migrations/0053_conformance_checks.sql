-- A client's own system is tried against an issuer that misbehaves on purpose; what came of it is kept with the client.
create table conformance_check (
  id uuid primary key,
  client_id text not null,
  place text not null,
  started_by text not null,
  started_at timestamptz not null,
  ends_at timestamptz not null,
  sealed_keys bytea not null,
  seen jsonb not null,
  finished_at timestamptz,
  passed boolean,
  report text
);
create index conformance_check_place on conformance_check (place, started_at desc);
create index conformance_check_client on conformance_check (client_id, started_at desc);
comment on column conformance_check.id is 'internal';
comment on column conformance_check.client_id is 'internal: whose system is tried';
comment on column conformance_check.place is 'internal: where its test issuer stands; the same for each check of a client';
comment on column conformance_check.started_by is 'internal: person:<id> or client:<id>';
comment on column conformance_check.started_at is 'internal';
comment on column conformance_check.ends_at is 'internal: from then on the test issuer answers it no more';
comment on column conformance_check.sealed_keys is 'secret: keys of the test issuer, which sign nothing else; sealed';
comment on column conformance_check.seen is 'internal: what the system did in each case; nobody is signed in';
comment on column conformance_check.finished_at is 'internal: when it was judged; null: under way';
comment on column conformance_check.passed is 'internal: every case was passed, or does not apply';
comment on column conformance_check.report is 'internal: the signed report';
