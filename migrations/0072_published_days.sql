-- What everybody may see of the releases of a day that is over, kept so that a page does not add up the cells of ten
-- thousand systems. A day whose counts change once more is forgotten, and summed up anew.
create table audit_published (
  day date not null,
  basis text not null check (basis in ('consent', 'law')),
  count bigint not null,
  fields bigint not null,
  small integer not null,
  primary key (day, basis)
);
comment on column audit_published.day is 'public: day of Tehran';
comment on column audit_published.basis is 'public';
comment on column audit_published.count is 'public: releases to systems of agencies, without cells below five';
comment on column audit_published.fields is 'public: fields of these releases';
comment on column audit_published.small is 'public: how many cells were below five';

-- The same over a span, system by system.
alter table audit_window_part
  add column consent bigint not null default 0,
  add column law bigint not null default 0,
  add column small boolean not null default false;
comment on column audit_window_part.consent is 'public: releases by consent, without days below five';
comment on column audit_window_part.law is 'public: releases by law, without days below five';
comment on column audit_window_part.small is 'public: whether there were days below five';
-- They are summed up anew within a minute.
delete from audit_window;
