-- A power that somebody gave: a part of what an office allows, to a person or to another entity, until a day.
create table mandate (
  id uuid primary key,
  entity_id uuid not null references entity,
  root_office_id uuid not null references office,
  parent_id uuid references mandate,
  how text not null check (how in ('given', 'named', 'passed')),
  template text not null check (template in
    ('tax_accountant', 'customs_broker', 'social_insurance', 'trade_agent', 'delegate')),
  giver_person_id uuid not null,
  giver_entity_id uuid,
  holder_kind text not null check (holder_kind in ('person', 'entity')),
  holder_hash bytea not null,
  sealed bytea not null,
  systems integer[] not null,
  kinds text[] not null,
  purposes text[] not null,
  amount bigint,
  valid_from date not null,
  valid_until date not null,
  may_pass_on boolean not null,
  state text not null check (state in ('offered', 'active', 'refused', 'ended')),
  offered_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  ended_at timestamptz,
  end_reason text check (end_reason in
    ('refused', 'revoked', 'given_up', 'power_ended', 'parent_ended', 'term_over', 'not_accepted')),
  ended_by uuid,
  check (valid_from <= valid_until),
  check ((how = 'given') = (parent_id is null)),
  check ((state in ('refused', 'ended')) = (ended_at is not null))
);
create index mandate_holder on mandate (holder_hash);
create index mandate_entity on mandate (entity_id);
create index mandate_giver on mandate (giver_person_id);
create index mandate_parent on mandate (parent_id) where parent_id is not null;
create index mandate_until on mandate (valid_until) where ended_at is null;
comment on table mandate is 'Given powers. They hang on an office of the register and end with it.';
comment on column mandate.id is 'internal';
comment on column mandate.entity_id is 'internal: the entity that is acted for';
comment on column mandate.root_office_id is 'internal: the office that the power comes from in the end';
comment on column mandate.parent_id is 'internal: the mandate that this one is a part of';
comment on column mandate.how is 'internal: given by an office, staff named by an entity that holds one, passed on by its holder';
comment on column mandate.template is 'personal: what it is for, in a word';
comment on column mandate.giver_person_id is 'personal';
comment on column mandate.giver_entity_id is 'internal: the entity in whose name it was named or passed on';
comment on column mandate.holder_kind is 'internal';
comment on column mandate.holder_hash is 'personal: keyed hash of the identifier of the holder';
comment on column mandate.sealed is 'secret: names and identifiers of both sides under the key of the entity';
comment on column mandate.systems is 'internal: numbers of systems that it is for';
comment on column mandate.kinds is 'internal: business processes that it is for';
comment on column mandate.purposes is 'internal: purposes that it is for, as client/purpose';
comment on column mandate.amount is 'personal: up to how many rials, where a service has an amount';
comment on column mandate.valid_from is 'internal: first day, in Tehran';
comment on column mandate.valid_until is 'internal: last day, in Tehran';
comment on column mandate.may_pass_on is 'internal: whether its holder may pass a part of it on, once';
comment on column mandate.state is 'internal';
comment on column mandate.offered_at is 'personal';
comment on column mandate.accepted_at is 'personal';
comment on column mandate.accepted_by is 'personal';
comment on column mandate.ended_at is 'personal';
comment on column mandate.end_reason is 'internal';
comment on column mandate.ended_by is 'personal';

-- Every office that a mandate stands on: the one that the power comes from, those of co-signatories, and of whoever
-- named or passed on in the name of an entity. Of a mandate below another also all of that one.
create table mandate_office (
  mandate_id uuid not null references mandate,
  office_id uuid not null references office,
  signed integer not null,
  primary key (mandate_id, office_id)
);
create index mandate_office_office on mandate_office (office_id);
comment on column mandate_office.mandate_id is 'internal';
comment on column mandate_office.office_id is 'internal';
comment on column mandate_office.signed is 'internal: how many of those who sign for its entity have signed, it included';

-- When what rested on the office was ended.
alter table office add column closed_at timestamptz;
comment on column office.closed_at is 'internal: when everything that rested on the ended office was ended';
create index office_open on office (as_of) where closed_at is null;

alter table grant_binding add column mandate_id uuid;
create index grant_binding_office on grant_binding (office_id) where office_id is not null and ended_at is null;
create index grant_binding_mandate on grant_binding (mandate_id) where mandate_id is not null;
comment on column grant_binding.mandate_id is 'personal: the mandate that the power comes from; office_id is then the office below it';
