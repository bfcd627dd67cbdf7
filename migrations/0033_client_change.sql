-- A change of a client that works already waits for the second pair of eyes as its registration did.
alter table approval add column change jsonb;
comment on column approval.change is 'public: names and metadata that the client would get; null: a registration';
