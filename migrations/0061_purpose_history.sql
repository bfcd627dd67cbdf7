-- Whether a purpose entitles to values as they were on an earlier day; only a law does.
alter table purpose add column history boolean not null default false check (not history or basis = 'law');
comment on column purpose.history is 'public: answers as of an earlier day';
