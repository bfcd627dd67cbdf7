-- What the forms of the government systems ask, label by label, and which field of the catalogue each label means.
create table system_form (
  id uuid primary key,
  system_number integer not null references government_system,
  source text not null check (source in ('sample', 'json_schema', 'html')),
  uses_per_year integer check (uses_per_year >= 0),
  imported_by text not null,
  imported_at timestamptz not null,
  replaced_at timestamptz
);
create unique index system_form_current on system_form (system_number) where replaced_at is null;
comment on column system_form.id is 'internal';
comment on column system_form.system_number is 'public';
comment on column system_form.source is 'public: made-up sample, a JSON Schema, or a page of the system';
comment on column system_form.uses_per_year is 'public: how often it is filled in, where its owner says so';
comment on column system_form.imported_by is 'internal: actor';
comment on column system_form.imported_at is 'public';
comment on column system_form.replaced_at is 'internal: a newer reading of the form counts';

create table form_question (
  form_id uuid not null references system_form,
  position integer not null,
  label text not null,
  words text not null,
  field text,
  score integer not null check (score between 0 and 100),
  state text not null check (state in ('sure', 'doubtful', 'decided')),
  primary key (form_id, position)
);
create index form_question_doubtful on form_question (words) where state = 'doubtful';
comment on column form_question.form_id is 'internal';
comment on column form_question.position is 'public';
comment on column form_question.label is 'public: as the form writes it';
comment on column form_question.words is 'internal: the words that it is compared by';
comment on column form_question.field is 'public: key of the catalogue that is meant; null: none';
comment on column form_question.score is 'internal: how alike the nearest known label is, in per cent';
comment on column form_question.state is 'public';

-- What people decided about doubtful labels: from then on such labels are known.
create table label_meaning (
  words text primary key,
  label text not null,
  field text,
  decided_by text not null,
  decided_at timestamptz not null
);
comment on column label_meaning.words is 'internal: the words that it is compared by';
comment on column label_meaning.label is 'public';
comment on column label_meaning.field is 'public: key of the catalogue; null: none';
comment on column label_meaning.decided_by is 'internal: actor';
comment on column label_meaning.decided_at is 'internal';
