create table government_system (
  number integer primary key,
  name_fa text not null,
  name_en text not null,
  owner_fa text not null,
  owner_en text not null,
  url text not null,
  processes text[] not null,
  client_id text references client,
  sign_in_url text
);
comment on column government_system.number is 'public: number in the list of the 50';
comment on column government_system.name_fa is 'public';
comment on column government_system.name_en is 'public';
comment on column government_system.owner_fa is 'public';
comment on column government_system.owner_en is 'public';
comment on column government_system.url is 'public';
comment on column government_system.processes is 'public: business processes that it serves';
comment on column government_system.client_id is 'public: its client at Yekbar once connected';
comment on column government_system.sign_in_url is 'public: where a person begins there';
