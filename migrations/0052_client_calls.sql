-- What client systems asked of us lately, for those who develop them: what is the same within a minute is one row.
create table client_call (
  client_id text not null,
  minute timestamptz not null,
  step text not null,
  code text not null,
  reason text not null,
  parameter text not null,
  said text not null,
  count integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  request_id text not null,
  primary key (client_id, minute, step, code, reason, parameter)
);
create index client_call_latest on client_call (client_id, last_at desc);
create index client_call_old on client_call (last_at);
comment on column client_call.client_id is 'internal: who asked; what was said to be so, where it failed to prove itself';
comment on column client_call.minute is 'internal: the minute in which it happened';
comment on column client_call.step is 'internal: authorization, token, userinfo, profile, …';
comment on column client_call.code is 'internal: the OAuth error or code of the refusal; empty: it succeeded';
comment on column client_call.reason is 'internal: key of why, and of what to do';
comment on column client_call.parameter is 'internal: name of the parameter that was wrong, never its value';
comment on column client_call.said is 'internal: error_description as the client got it; empty where it quotes what was asked';
comment on column client_call.count is 'internal: how often within that minute';
comment on column client_call.first_at is 'internal: the first of them';
comment on column client_call.last_at is 'internal: the last of them';
comment on column client_call.request_id is 'internal: tracking code of the last of them';
