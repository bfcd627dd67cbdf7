-- What only one base registry and we know, sealed. It is set by the command line and is never shown again.
create table registry_secret (
  registry text not null,
  kind text not null check (kind in ('signing', 'client', 'authority')),
  sealed bytea not null,
  set_at timestamptz not null,
  primary key (registry, kind)
);
comment on column registry_secret.registry is 'public: key of the registry';
comment on column registry_secret.kind is 'internal: key that signs questions, our TLS certificate with its key, authorities of the registry';
comment on column registry_secret.sealed is 'secret: under a key that derives from the master key';
comment on column registry_secret.set_at is 'internal';
