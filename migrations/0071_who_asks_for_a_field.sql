-- Which versions of purposes hold a field, in the order in which they are shown: the pages of a field are read from
-- here, however many purposes there are.
create table purpose_field (
  field text not null,
  client_id text not null,
  key text not null,
  version integer not null,
  purpose_id uuid not null references purpose on delete cascade,
  primary key (field, client_id, key, version)
);
comment on column purpose_field.field is 'public: key of the catalogue, without what a predicate is asked about';
comment on column purpose_field.client_id is 'public: the client of the purpose';
comment on column purpose_field.key is 'public: the key of the purpose';
comment on column purpose_field.version is 'public: its version';
comment on column purpose_field.purpose_id is 'public: the purpose';
insert into purpose_field (field, client_id, key, version, purpose_id)
select distinct split_part(f, ':', 1), client_id, key, version, id from purpose, unnest(fields) f;
