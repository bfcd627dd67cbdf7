-- Several secrets of a client, each with its own end, so that one takes over from another without a gap.
create table client_secret (
  id uuid primary key,
  client_id text not null references client,
  label text not null,
  hash bytea not null,
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  used_on date,
  refused_on date,
  revoked_by text,
  revoked_at timestamptz
);
create index client_secret_client on client_secret (client_id) where revoked_at is null;
create index client_secret_ending on client_secret (expires_at) where revoked_at is null;
comment on column client_secret.id is 'internal';
comment on column client_secret.client_id is 'public';
comment on column client_secret.label is 'internal: words by which its owners know it';
comment on column client_secret.hash is 'secret: SHA-256 of a random secret of 256 bits';
comment on column client_secret.created_by is 'internal: actor';
comment on column client_secret.created_at is 'internal';
comment on column client_secret.expires_at is 'internal: from then on it is refused; null: of the program itself, or from before secrets ended';
comment on column client_secret.used_on is 'internal: last day on which it proved the client';
comment on column client_secret.refused_on is 'internal: last day on which it was refused because it had expired';
comment on column client_secret.revoked_by is 'internal: actor';
comment on column client_secret.revoked_at is 'internal';
insert into client_secret (id, client_id, label, hash, created_by, created_at)
  select gen_random_uuid(), id, 'first', secret_hash, registered_by, registered_at from client where secret_hash is not null;
alter table client drop column secret_hash;

-- The first of the keys of a client to end, for reminders.
alter table client add column keys_expire_at timestamptz;
create index client_keys_ending on client (keys_expire_at) where keys_expire_at is not null;
comment on column client.keys_expire_at is 'internal: when the first of its uploaded keys ends';

-- Who was reminded of what, so that nobody is reminded twice.
create table credential_notice (
  credential text not null,
  days integer not null,
  told_at timestamptz not null,
  primary key (credential, days)
);
comment on column credential_notice.credential is 'internal: which secret, keys or certificate, with its last day';
comment on column credential_notice.days is 'internal: how many days before its end';
comment on column credential_notice.told_at is 'internal';

-- Words of id and names by which a client is found through an index.
alter table client add column words text not null default '';
update client set words = translate(lower(id || ' ' || name_fa || ' ' || name_en),
  E'\u064A\u0649\u0626\u0643\u0629\u06C0\u0623\u0625\u0622\u0671\u0624\u06F0\u06F1\u06F2\u06F3\u06F4\u06F5\u06F6\u06F7\u06F8\u06F9\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u200c-_.',
  E'\u06CC\u06CC\u06CC\u06A9\u0647\u0647\u0627\u0627\u0627\u0627\u064801234567890123456789    ');
create index client_words on client using gin (to_tsvector('simple', words));
create index client_state on client (state, id);
comment on column client.words is 'public: id and names in comparable letters, for finding';
