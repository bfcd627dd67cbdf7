-- What a value replaced and why, sealed like the value itself; and how often each field is known, without anybody.
create table profile_change (
  id bigint generated always as identity primary key,
  subject_id uuid not null,
  known_at timestamptz not null,
  sealed bytea not null
);
create index profile_change_subject on profile_change (subject_id, id);
comment on column profile_change.id is 'internal: order of the changes';
comment on column profile_change.subject_id is 'internal: a person or an entity';
comment on column profile_change.known_at is 'internal: when the new values became known';
comment on column profile_change.sealed is 'secret: values that were replaced, and why, under the key of the subject';

create table field_count (
  field_key text primary key,
  seen integer not null,
  present integer not null,
  absent integer not null,
  not_applicable integer not null,
  unknown integer not null,
  counted_at timestamptz not null
);
comment on column field_count.field_key is 'public: key of the catalogue';
comment on column field_count.seen is 'public: subjects that were looked at';
comment on column field_count.present is 'public: of them, those with a value';
comment on column field_count.absent is 'public: of them, those of whom the source says that there is none';
comment on column field_count.not_applicable is 'public: of them, those to whom the field does not apply';
comment on column field_count.unknown is 'public: of them, those of whom the source has not answered yet';
comment on column field_count.counted_at is 'public';
