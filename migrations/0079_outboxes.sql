-- What is worth sending only for a while (codes) goes before all else that waits, and never after.
alter table message
  add column useful_until timestamptz,
  add column failed_at timestamptz;
comment on column message.useful_until is 'internal: of codes, which have a lane of their own and are not sent after';
comment on column message.failed_at is 'internal: when it was last not carried';
comment on column message.expires_at is 'internal: erased after, unless it waits still; codes are worthless long before';
drop index message_waiting;
create index message_waiting on message (next_try_at) where state = 'waiting' and useful_until is null;
create index message_codes on message (next_try_at) where state = 'waiting' and useful_until is not null;
create index message_failed on message (channel) where state = 'waiting' and failed_at is not null;
-- Counted at every look at the metrics: what is done is not.
create index message_unsent on message (state) where state in ('waiting', 'given_up');

-- A code that was used is not kept, so that another may be the same one day.
alter table support_view alter column code_hash drop not null;
comment on column support_view.code_hash is 'secret: keyed hash of the code that opens it once; none once it did';
update support_view set code_hash = null where opened_at is not null;
create index support_view_until on support_view (until);

create index custody_load_changed on custody_load (changed_at);
