-- Agencies have officers of their own. A person is invited by national ID, of which only a keyed hash is kept, and becomes
-- an officer by accepting. The first owner of an agency is named by two administrators.
alter table agency add column parent_id text references agency check (parent_id <> id);
create index agency_parent on agency (parent_id) where parent_id is not null;
comment on column agency.parent_id is 'public: the agency whose subsidiary it is';

create table agency_system (
  number integer primary key,
  agency_id text not null references agency
);
create index agency_system_agency on agency_system (agency_id);
comment on column agency_system.number is 'public: a system of the directory';
comment on column agency_system.agency_id is 'public: whose it is';

create table agency_officer (
  id uuid primary key,
  agency_id text not null references agency,
  role text not null check (role in ('owner', 'developer', 'data_protection', 'auditor')),
  contractor boolean not null,
  company text,
  person_hash bytea not null,
  person_id uuid,
  invited_by text not null,
  invited_at timestamptz not null,
  by_platform boolean not null,
  approved_by text,
  approved_at timestamptz,
  valid_until timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  end_reason text check (end_reason in ('declined', 'withdrawn', 'left', 'removed', 'expired', 'account_closed')),
  -- Contractors approve nothing: not the agency's people, not its purposes.
  constraint agency_officer_contractor check (not contractor or role not in ('owner', 'data_protection')),
  constraint agency_officer_company check (contractor or company is null),
  constraint agency_officer_four_eyes check (approved_by is null or approved_by <> invited_by),
  constraint agency_officer_approved check (accepted_at is null or not by_platform or approved_at is not null),
  constraint agency_officer_accepted check ((accepted_at is null) = (person_id is null))
);
create unique index agency_officer_one on agency_officer (agency_id, person_hash) where ended_at is null;
create index agency_officer_person on agency_officer (person_id) where person_id is not null;
create index agency_officer_hash on agency_officer (person_hash) where accepted_at is null and ended_at is null;
comment on column agency_officer.id is 'internal: stands in addresses of the agency';
comment on column agency_officer.agency_id is 'public';
comment on column agency_officer.role is 'internal';
comment on column agency_officer.contractor is 'internal: works for another company, and approves nothing';
comment on column agency_officer.company is 'internal: the company of a contractor';
comment on column agency_officer.person_hash is 'personal: keyed hash of the national ID that was invited';
comment on column agency_officer.person_id is 'personal: who accepted';
comment on column agency_officer.invited_by is 'internal: person:<id>, or the program itself';
comment on column agency_officer.invited_at is 'internal';
comment on column agency_officer.by_platform is 'internal: an administrator asked, so another has to approve';
comment on column agency_officer.approved_by is 'internal: person:<id> of the other administrator';
comment on column agency_officer.approved_at is 'internal';
comment on column agency_officer.valid_until is 'internal: until when the invitation can be accepted';
comment on column agency_officer.accepted_at is 'internal';
comment on column agency_officer.ended_at is 'internal';
comment on column agency_officer.ended_by is 'internal: person:<id>, or the program itself';
comment on column agency_officer.end_reason is 'internal';

-- What an agency asks for people's data for is signed by its own officer for data protection, before the platform decides.
create table agency_signature (
  approval_id uuid primary key references approval,
  agency_id text not null references agency,
  officer_id uuid not null references agency_officer,
  signed_at timestamptz not null
);
comment on column agency_signature.approval_id is 'internal';
comment on column agency_signature.agency_id is 'public';
comment on column agency_signature.officer_id is 'internal: who signed';
comment on column agency_signature.signed_at is 'internal';

-- What was done with a client, apart from the many entries of what it was given.
create index audit_event_client_change on audit_event (client_id, id desc)
  where client_id is not null and kind like 'clients.%';
