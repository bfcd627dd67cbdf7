-- When the register of legal persons is asked about an entity again, because powers hang on it.
create table power_check (
  entity_id uuid primary key,
  due_at timestamptz not null
);
create index power_check_due_at on power_check (due_at);
comment on column power_check.entity_id is 'internal';
comment on column power_check.due_at is 'internal: at once when the register has signalled a change';
insert into power_check (entity_id, due_at)
  select entity_id, min(as_of) + interval '1 hour' from office group by entity_id;
create index office_over on office (until) where closed_at is null;
create index office_ending on office (ended_at) where closed_at is null and ended_at is not null;
create index mandate_waiting on mandate (offered_at) where state = 'offered';
