-- Everything that the engine stores, except clients and keys. Ids are hashed, payloads sealed; what is searched
-- for has a column of its own. Deleted in small batches once expired.
create table oidc_artifact (
  id bytea primary key,
  kind text not null,
  payload bytea not null,
  grant_id bytea,
  uid bytea,
  account_id uuid,
  client_id text,
  business_profile boolean not null,
  jkt text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  consumed_at timestamptz
) with (fillfactor = 85);
create index oidc_artifact_grant on oidc_artifact (grant_id) where grant_id is not null;
create index oidc_artifact_uid on oidc_artifact (uid) where uid is not null;
create index oidc_artifact_account_session on oidc_artifact (account_id) where kind = 'Session';
create index oidc_artifact_expires_at on oidc_artifact (expires_at);
comment on column oidc_artifact.id is 'internal: SHA-256 of kind and id; the id itself is kept nowhere';
comment on column oidc_artifact.kind is 'internal: model of the engine';
comment on column oidc_artifact.payload is 'secret: AES-256-GCM';
comment on column oidc_artifact.grant_id is 'internal: SHA-256 of the grant id';
comment on column oidc_artifact.uid is 'internal: SHA-256 of the session uid';
comment on column oidc_artifact.account_id is 'personal: the person';
comment on column oidc_artifact.client_id is 'public';
comment on column oidc_artifact.business_profile is 'internal: an access token whose scope holds business_profile';
comment on column oidc_artifact.jkt is 'internal: thumbprint of the DPoP key that the token is bound to';
comment on column oidc_artifact.created_at is 'personal: when a session began';
comment on column oidc_artifact.expires_at is 'internal';
comment on column oidc_artifact.consumed_at is 'internal';

-- What a grant means here: who acts, for whom, by what power, at which client, for which purpose.
create table grant_binding (
  grant_id bytea primary key,
  person_id uuid not null,
  subject_id uuid not null,
  subject_type text not null check (subject_type in ('legal_entity', 'self')),
  office_id uuid,
  client_id text not null,
  purpose_id uuid,
  consent_id uuid,
  session_uid bytea,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index grant_binding_consent on grant_binding (consent_id) where consent_id is not null;
create index grant_binding_session on grant_binding (session_uid) where session_uid is not null;
create index grant_binding_created_at on grant_binding (created_at);
create index grant_binding_person on grant_binding (person_id);
comment on column grant_binding.grant_id is 'internal: SHA-256 of the grant id';
comment on column grant_binding.person_id is 'personal';
comment on column grant_binding.subject_id is 'personal';
comment on column grant_binding.subject_type is 'personal';
comment on column grant_binding.office_id is 'personal: the office that the power comes from';
comment on column grant_binding.client_id is 'public';
comment on column grant_binding.purpose_id is 'public: the version of the purpose';
comment on column grant_binding.consent_id is 'personal';
comment on column grant_binding.session_uid is 'internal: SHA-256 of the uid of the session that it was made in';
comment on column grant_binding.created_at is 'personal';
comment on column grant_binding.ended_at is 'personal';

create table signing_key (
  kid text primary key,
  alg text not null,
  state text not null check (state in ('next', 'current', 'previous')),
  public_jwk jsonb not null,
  sealed_private bytea not null,
  created_at timestamptz not null,
  state_since timestamptz not null
);
create unique index signing_key_current on signing_key (alg) where state = 'current';
comment on column signing_key.kid is 'public';
comment on column signing_key.alg is 'public';
comment on column signing_key.state is 'public';
comment on column signing_key.public_jwk is 'public';
comment on column signing_key.sealed_private is 'secret: private JWK under the master key';
comment on column signing_key.created_at is 'public';
comment on column signing_key.state_since is 'public';
