-- What signs the record: roots of days, receipts of consent. Public parts stay for as long as anything is kept that
-- they signed; the newest one signs.
create table record_key (
  kid text primary key,
  public_jwk jsonb not null,
  sealed_private bytea not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create unique index record_key_current on record_key ((ended_at is null)) where ended_at is null;
comment on column record_key.kid is 'public: thumbprint of the key (RFC 7638)';
comment on column record_key.public_jwk is 'public';
comment on column record_key.sealed_private is 'secret: private JWK under the master key';
comment on column record_key.created_at is 'public';
comment on column record_key.ended_at is 'public: when it stopped signing; what it signed before stays good';
