-- An enrolment, a recovery or a change of mobile under way: one row, forgotten after half an hour.
create table enrolment (
  id bytea primary key,
  kind text not null check (kind in ('enrolment', 'recovery', 'mobile_change')),
  step text not null check (step in ('check', 'code', 'factor', 'password', 'done')),
  browser bytea not null,
  sealed bytea not null,
  expires_at timestamptz not null
);
create index enrolment_expires_at on enrolment (expires_at);
comment on column enrolment.id is 'internal: keyed hash of the id in the address, or of person and session';
comment on column enrolment.kind is 'public';
comment on column enrolment.step is 'internal: what is due next';
comment on column enrolment.browser is 'secret: keyed hash of the cookie of the browser that began it';
comment on column enrolment.sealed is 'secret: what was typed and what the registries said';
comment on column enrolment.expires_at is 'internal';

-- For three days after a change, recovery still goes to the number that was there before.
create table mobile_change (
  person_id uuid primary key references person,
  sealed bytea not null,
  changed_at timestamptz not null,
  counts_from timestamptz not null
);
comment on column mobile_change.person_id is 'personal';
comment on column mobile_change.sealed is 'secret: the number for recovery until then, under the key of the person';
comment on column mobile_change.changed_at is 'personal';
comment on column mobile_change.counts_from is 'personal: from then on the new number counts for recovery';
