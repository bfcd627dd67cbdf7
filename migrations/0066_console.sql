-- What the console reads at each view. The counts of the probes by day: a page of ninety days reads ninety rows of each
-- thing and not two thousand.
create table status_day (
  key text not null,
  day date not null,
  probes integer not null,
  slow integer not null,
  failed integer not null,
  latency_ms integer not null,
  primary key (key, day)
);
comment on column status_day.key is 'public';
comment on column status_day.day is 'public: day of Tehran';
comment on column status_day.probes is 'public';
comment on column status_day.slow is 'public';
comment on column status_day.failed is 'public';
comment on column status_day.latency_ms is 'public: the slowest answer';
insert into status_day (key, day, probes, slow, failed, latency_ms)
  select key, (hour at time zone 'Asia/Tehran')::date, sum(probes), sum(slow), sum(failed), max(latency_ms)
  from status_hour group by 1, 2;

-- Lists of the console are read by their order, not through the whole table.
create index agency_officer_agency on agency_officer (agency_id);
create index signal_state on signal (state, created_at desc, id desc) where state <> 'delivered';
create index approval_latest on approval (requested_at desc, id);
create index approval_client on approval (client_id, requested_at desc);
create index citizen_case_latest on citizen_case (opened_at desc, id);
create index service_feedback_latest on service_feedback (given_at desc) where state = 'given';
create index government_system_client on government_system (client_id) where client_id is not null;
