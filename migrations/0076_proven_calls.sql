-- Whoever only says to be a client leaves lines of its own among its calls, and fewer of them are kept.
alter table client_call add column proven boolean not null default true;
comment on column client_call.proven is 'internal: whether it was that client; else it only said so, and proved nothing';
