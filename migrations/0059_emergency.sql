-- Breaking the glass: for some hours somebody is a platform administrator, by the word of two.
create table staff_emergency (
  id uuid primary key,
  person_id uuid not null references person,
  reference text not null,
  hours integer not null check (hours between 1 and 8),
  asked_by uuid not null references person,
  asked_at timestamptz not null,
  confirmed_by uuid references person,
  confirmed_at timestamptz,
  until timestamptz not null,
  ended_by uuid references person,
  ended_at timestamptz,
  check (person_id <> asked_by and person_id <> confirmed_by and asked_by <> confirmed_by)
);
create index staff_emergency_person on staff_emergency (person_id, until) where confirmed_at is not null and ended_at is null;
comment on column staff_emergency.id is 'internal: in addresses of the administration';
comment on column staff_emergency.person_id is 'personal: who becomes an administrator';
comment on column staff_emergency.reference is 'internal: number of the incident';
comment on column staff_emergency.hours is 'internal';
comment on column staff_emergency.asked_by is 'personal: the first of two';
comment on column staff_emergency.asked_at is 'internal';
comment on column staff_emergency.confirmed_by is 'personal: the second of two';
comment on column staff_emergency.confirmed_at is 'internal';
comment on column staff_emergency.until is 'internal: until when it may be confirmed, then until when it holds';
comment on column staff_emergency.ended_by is 'personal: who ended it early';
comment on column staff_emergency.ended_at is 'internal';
