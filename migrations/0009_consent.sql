create table consent (
  id uuid primary key,
  person_id uuid not null,
  subject_id uuid not null,
  client_id text not null,
  purpose_id uuid not null,
  purpose_key text not null,
  fields text[] not null,
  text_lang text not null check (text_lang in ('fa', 'en')),
  text_hash bytea not null,
  given_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text check (end_reason in ('withdrawn', 'replaced', 'expired', 'power_ended')),
  ended_by uuid
);
create unique index consent_current on consent (person_id, subject_id, client_id, purpose_key) where ended_at is null;
create index consent_subject on consent (subject_id, given_at desc);
comment on column consent.id is 'public: named to the client and to the person';
comment on column consent.person_id is 'personal: who said yes';
comment on column consent.subject_id is 'personal: whose fields';
comment on column consent.client_id is 'public';
comment on column consent.purpose_id is 'public: the version that was shown';
comment on column consent.purpose_key is 'public: a consent holds for the purpose across its versions';
comment on column consent.fields is 'personal: keys of the catalogue';
comment on column consent.text_lang is 'personal';
comment on column consent.text_hash is 'personal: SHA-256 of the text and values that were shown';
comment on column consent.given_at is 'personal';
comment on column consent.expires_at is 'personal';
comment on column consent.ended_at is 'personal';
comment on column consent.end_reason is 'personal';
comment on column consent.ended_by is 'personal: who withdrew it';
