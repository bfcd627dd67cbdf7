-- The counts of the record by day alone (and by registry, as there are few), and sums of each client over the last 30, 90 and 365 days: with ten thousand
-- clients a year is millions of counts, and no page adds them up at each view.
create table audit_total (
  day date not null,
  kind text not null,
  part text not null,
  basis text not null,
  count bigint not null,
  fields bigint not null,
  primary key (day, kind, part, basis)
);
comment on column audit_total.day is 'public: day of Tehran';
comment on column audit_total.kind is 'public: what happened, as in audit_event';
comment on column audit_total.part is 'public: the registry that was asked; nothing else has parts here';
comment on column audit_total.basis is 'public: consent or law of a release, outcome of an inquiry, or nothing';
comment on column audit_total.count is 'internal: published only where it is not small';
comment on column audit_total.fields is 'internal: fields that were handed out';
insert into audit_total (day, kind, part, basis, count, fields)
  select day, kind, case when kind = 'registries.asked' then part else '' end, basis, sum(count), sum(fields)
  from audit_day group by 1, 2, 3, 4;

create table audit_window (
  span integer primary key,
  first_day date not null,
  last_day date not null
);
comment on column audit_window.span is 'internal: how many days are summed up';
comment on column audit_window.first_day is 'internal';
comment on column audit_window.last_day is 'internal: what happened later stands in audit_day';

create table audit_window_part (
  span integer not null references audit_window on delete cascade,
  part text not null,
  releases bigint not null,
  fields bigint not null,
  refused bigint not null,
  primary key (span, part)
);
comment on column audit_window_part.span is 'internal';
comment on column audit_window_part.part is 'public: the client';
comment on column audit_window_part.releases is 'internal';
comment on column audit_window_part.fields is 'internal: fields that were handed out';
comment on column audit_window_part.refused is 'internal: releases that were refused';

-- The days of one client.
create index audit_day_part on audit_day (part, day);
