-- What a consent rests on, and what it meant: to end it with the power, and to ask again when a meaning changes.
alter table consent add column meanings text[] not null default '{}';
alter table consent add column office_ids uuid[] not null default '{}';
alter table consent add column mandate_id uuid;
alter table consent add column noticed_at timestamptz;
alter table consent drop constraint consent_end_reason_check;
alter table consent add constraint consent_end_reason_check
  check (end_reason in ('withdrawn', 'replaced', 'expired', 'power_ended', 'account_closed'));
create index consent_expires_at on consent (expires_at) where ended_at is null;
create index consent_office on consent using gin (office_ids) where ended_at is null;
create index consent_mandate on consent (mandate_id) where ended_at is null and mandate_id is not null;
create index consent_client on consent (client_id, given_at desc);
comment on column consent.meanings is 'personal: keys of the catalogue with the version of their meaning';
comment on column consent.office_ids is 'personal: the offices that the yes rests on';
comment on column consent.mandate_id is 'personal: the mandate that the yes rests on';
comment on column consent.noticed_at is 'personal: when the person was told that it ends soon';

-- The record of one consent (ISO/IEC TS 27560), signed when it was given, and apart from it what the page showed.
create table consent_receipt (
  consent_id uuid primary key references consent,
  subject_id uuid not null,
  person_id uuid not null,
  sealed bytea not null,
  sealed_values bytea
);
create index consent_receipt_person on consent_receipt (person_id);
comment on column consent_receipt.consent_id is 'public';
comment on column consent_receipt.subject_id is 'personal: under whose key the record is sealed';
comment on column consent_receipt.person_id is 'personal: under whose key the values are sealed';
comment on column consent_receipt.sealed is 'secret: the signed record with the exact text';
comment on column consent_receipt.sealed_values is 'secret: the values that the page showed, with the salt of their digest';
