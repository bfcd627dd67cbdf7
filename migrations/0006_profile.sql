-- One sealed blob per subject holds every field value with its provenance; the catalogue says what a field is.
create table profile (
  subject_id uuid primary key,
  sealed bytea not null,
  version bigint not null,
  updated_at timestamptz not null
);
comment on column profile.subject_id is 'internal: a person or an entity';
comment on column profile.sealed is 'secret: values with provenance under the key of the subject';
comment on column profile.version is 'internal: grows with each change';
comment on column profile.updated_at is 'internal';
