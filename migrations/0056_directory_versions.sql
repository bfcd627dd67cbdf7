-- The directory is data: what is known of a system or a registry is edited, each state of it stays as a version.
alter table government_system
  add column services_fa text not null default '',
  add column services_en text not null default '',
  add column hours_fa text not null default '',
  add column hours_en text not null default '',
  add column availability text check (availability in ('always', 'hours', 'limited', 'closed')),
  add column fields text[] not null default '{}',
  add column inquiries text[] not null default '{}',
  add column version integer not null default 1;
comment on column government_system.services_fa is 'public: what can be done there';
comment on column government_system.services_en is 'public';
comment on column government_system.hours_fa is 'public: when it is open';
comment on column government_system.hours_en is 'public';
comment on column government_system.availability is 'public: always, in its hours, in part, or closed';
comment on column government_system.fields is 'public: keys of the catalogue that it collects';
comment on column government_system.inquiries is 'public: keys of the registries that it asks';
comment on column government_system.version is 'public: of what is known of it';

-- Names and custodians of the 27 are the law's, and stand in the program; the rest is described here.
create table base_registry (
  key text primary key,
  description_fa text not null default '',
  description_en text not null default '',
  url text not null default '',
  hours_fa text not null default '',
  hours_en text not null default '',
  availability text check (availability in ('always', 'hours', 'limited', 'closed')),
  version integer not null default 1
);
comment on column base_registry.key is 'public: as in the list of the program';
comment on column base_registry.description_fa is 'public: what it holds';
comment on column base_registry.description_en is 'public';
comment on column base_registry.url is 'public: its own site';
comment on column base_registry.hours_fa is 'public: when it answers';
comment on column base_registry.hours_en is 'public';
comment on column base_registry.availability is 'public';
comment on column base_registry.version is 'public';

create table directory_version (
  about text not null check (about in ('system', 'registry')),
  key text not null,
  version integer not null,
  content jsonb not null,
  source text not null check (source in ('list', 'form', 'file', 'revert')),
  made_by text not null,
  made_at timestamptz not null,
  change_id uuid,
  primary key (about, key, version)
);
create index directory_version_made on directory_version (made_at desc);
comment on column directory_version.about is 'public';
comment on column directory_version.key is 'public: number of a system, key of a registry';
comment on column directory_version.version is 'public';
comment on column directory_version.content is 'public: all that was known then';
comment on column directory_version.source is 'public: where it came from';
comment on column directory_version.made_by is 'internal: the member of staff or the program';
comment on column directory_version.made_at is 'public';
comment on column directory_version.change_id is 'internal: the change that brought it';

insert into directory_version (about, key, version, content, source, made_by, made_at)
select 'system', number::text, 1, jsonb_build_object(
    'name_fa', name_fa, 'name_en', name_en, 'owner_fa', owner_fa, 'owner_en', owner_en, 'url', url,
    'processes', to_jsonb(processes), 'services_fa', '', 'services_en', '', 'hours_fa', '', 'hours_en', '',
    'availability', '', 'fields', '[]'::jsonb, 'inquiries', '[]'::jsonb),
  'list', 'system', now()
from government_system;

-- A change of one entry or of a file of them: staged, looked at, then applied whole or not at all.
create table directory_change (
  id uuid primary key,
  about text not null check (about in ('system', 'registry')),
  source text not null check (source in ('form', 'file', 'revert')),
  state text not null check (state in ('receiving', 'waiting', 'applied', 'refused', 'failed')),
  line_count integer not null default 0,
  added_count integer not null default 0,
  changed_count integer not null default 0,
  same_count integer not null default 0,
  bad_count integer not null default 0,
  sent_by text not null,
  sent_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  reason text
);
create index directory_change_state on directory_change (state, sent_at desc);
comment on column directory_change.id is 'internal';
comment on column directory_change.about is 'internal';
comment on column directory_change.source is 'internal';
comment on column directory_change.state is 'internal';
comment on column directory_change.line_count is 'internal: rows of the file';
comment on column directory_change.added_count is 'internal';
comment on column directory_change.changed_count is 'internal';
comment on column directory_change.same_count is 'internal';
comment on column directory_change.bad_count is 'internal: rows that could not be read';
comment on column directory_change.sent_by is 'internal: the member of staff or the program';
comment on column directory_change.sent_at is 'internal';
comment on column directory_change.decided_by is 'internal: the second pair of eyes, or the first where one is enough';
comment on column directory_change.decided_at is 'internal';
comment on column directory_change.reason is 'internal: why it was refused';

create table directory_change_row (
  change_id uuid not null references directory_change on delete cascade,
  line integer not null,
  act text not null check (act in ('added', 'changed', 'bad')),
  key text not null,
  base_version integer,
  content jsonb,
  problems text[] not null default '{}',
  primary key (change_id, line)
);
comment on column directory_change_row.change_id is 'internal';
comment on column directory_change_row.line is 'internal: where it stands in the file';
comment on column directory_change_row.act is 'internal';
comment on column directory_change_row.key is 'internal: empty where it could not be read';
comment on column directory_change_row.base_version is 'internal: the version that was looked at';
comment on column directory_change_row.content is 'internal: what would be known';
comment on column directory_change_row.problems is 'internal: what is wrong with the row, by column';
