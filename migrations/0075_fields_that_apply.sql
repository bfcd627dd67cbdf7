-- Which keys of a purpose apply to an entity and which to a person is asked at every release: worked out when it is written.
create function applying_fields(fields text[], to_entity boolean) returns text[] immutable language sql
  as $$ select coalesce(array_agg(k order by i), '{}') from unnest(fields) with ordinality as f (k, i)
    where starts_with(k, 'entity.') = to_entity $$;
alter table purpose
  add column entity_fields text[] not null generated always as (applying_fields(fields, true)) stored,
  add column self_fields text[] not null generated always as (applying_fields(fields, false)) stored;
comment on column purpose.entity_fields is 'public: those of its fields that an entity has';
comment on column purpose.self_fields is 'public: those of its fields that a person has';
