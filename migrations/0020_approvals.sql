-- Joint signatures: what the register's rule asks of several, asked of each of them.
alter table office add column combinations jsonb;
comment on column office.combinations is 'personal: named combinations that bind, as lists of keyed hashes of the officers; null: any that are enough';

alter table purpose add column approval_hours integer not null default 72;
comment on column purpose.approval_hours is 'public: how long the other signatories have';

create table joint_approval (
  id uuid primary key,
  subject_id uuid not null,
  subject_type text not null check (subject_type in ('legal_entity', 'self')),
  client_id text not null,
  purpose_id uuid not null,
  purpose_key text not null,
  person_id uuid not null,
  required integer not null,
  sealed bytea not null,
  shown_hash bytea not null,
  state text not null check (state in ('waiting', 'approved', 'refused', 'expired', 'ended')),
  started_at timestamptz not null,
  deadline_at timestamptz not null,
  decided_at timestamptz,
  holds_until timestamptz,
  offices uuid[] not null,
  signers jsonb not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('withdrawn', 'power_ended', 'values_changed', 'purpose_changed', 'replaced')),
  request_hash bytea,
  polled_at timestamptz
);
create unique index joint_approval_open on joint_approval (person_id, subject_id, client_id, purpose_key)
  where state in ('waiting', 'approved') and request_hash is null;
create index joint_approval_subject on joint_approval (subject_id, started_at desc);
create index joint_approval_deadline on joint_approval (deadline_at) where state = 'waiting';
create unique index joint_approval_request on joint_approval (request_hash) where request_hash is not null;
create index joint_approval_offices on joint_approval using gin (offices) where state = 'approved';
comment on column joint_approval.id is 'internal: stands in addresses of its signatories only';
comment on column joint_approval.subject_id is 'personal: whose fields';
comment on column joint_approval.subject_type is 'personal';
comment on column joint_approval.client_id is 'public';
comment on column joint_approval.purpose_id is 'public: the version that was shown';
comment on column joint_approval.purpose_key is 'public';
comment on column joint_approval.person_id is 'personal: who will act; always one of the signatories';
comment on column joint_approval.required is 'public: how many signatures bind, as the register said when it began';
comment on column joint_approval.sealed is 'secret: text and values that were shown, under the key of the subject';
comment on column joint_approval.shown_hash is 'personal: SHA-256 of the text and values that were shown';
comment on column joint_approval.state is 'personal';
comment on column joint_approval.started_at is 'personal';
comment on column joint_approval.deadline_at is 'personal';
comment on column joint_approval.decided_at is 'personal';
comment on column joint_approval.holds_until is 'personal: until when an approved one may be used';
comment on column joint_approval.offices is 'personal: the offices whose signatures count; empty until approved';
comment on column joint_approval.signers is 'personal: keyed hashes of those officers';
comment on column joint_approval.ended_at is 'personal';
comment on column joint_approval.end_reason is 'personal';
comment on column joint_approval.request_hash is 'internal: SHA-256 of the backchannel request that it answers';
comment on column joint_approval.polled_at is 'internal: when its client asked last';

create table joint_signature (
  approval_id uuid not null references joint_approval,
  person_id uuid not null,
  office_id uuid,
  decision text not null check (decision in ('approved', 'refused')),
  shown_hash bytea not null,
  lang text not null check (lang in ('fa', 'en')),
  acr text,
  at timestamptz not null,
  primary key (approval_id, person_id)
);
create index joint_signature_person on joint_signature (person_id);
comment on column joint_signature.approval_id is 'internal';
comment on column joint_signature.person_id is 'personal: who signed or refused';
comment on column joint_signature.office_id is 'personal: by what office';
comment on column joint_signature.decision is 'personal';
comment on column joint_signature.shown_hash is 'personal: SHA-256 of what was before his eyes';
comment on column joint_signature.lang is 'personal: in which language';
comment on column joint_signature.acr is 'personal: how sure it was that it was he';
comment on column joint_signature.at is 'personal';

alter table grant_binding add column approval_id uuid;
comment on column grant_binding.approval_id is 'personal: the joint approval that the power comes from';

alter table consent add column approval_id uuid;
alter table consent add column signatories uuid[];
comment on column consent.approval_id is 'personal: the joint approval by which it was given';
comment on column consent.signatories is 'personal: all who signed, of a consent that several gave together';
