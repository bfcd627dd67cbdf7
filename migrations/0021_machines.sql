-- An entity's own software: a client with a key, limited to fields and a time by the person who made it. What it may is
-- his consent; with that it ends, by whatever ends that.
create table machine (
  id uuid primary key,
  entity_id uuid not null references entity,
  client_id text not null unique references client,
  maker_person_id uuid not null,
  office_id uuid not null,
  purpose_id uuid not null,
  consent_id uuid not null,
  made_at timestamptz not null,
  valid_until timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('withdrawn', 'replaced', 'expired', 'power_ended', 'account_closed'))
);
create index machine_entity on machine (entity_id, made_at desc);
create unique index machine_consent on machine (consent_id);
comment on column machine.id is 'internal: stands in addresses of those who act for the entity';
comment on column machine.entity_id is 'internal';
comment on column machine.client_id is 'public: client_id of the software';
comment on column machine.maker_person_id is 'personal: who made it; stands on each release';
comment on column machine.office_id is 'personal: the office by which he could';
comment on column machine.purpose_id is 'public';
comment on column machine.consent_id is 'personal: what it may';
comment on column machine.made_at is 'internal';
comment on column machine.valid_until is 'internal';
comment on column machine.ended_at is 'internal';
comment on column machine.end_reason is 'internal: why the consent ended';
