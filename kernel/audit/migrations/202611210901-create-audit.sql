create table audit_event (
  seq bigint primary key,
  id uuid not null,
  at timestamptz not null,
  action text not null,
  account_id uuid,
  actor jsonb not null,
  object_type text,
  object_id text,
  grid_code text collate "C",
  detail jsonb not null,
  request jsonb not null,
  previous_hash text not null,
  hash text not null,
  constraint audit_event_hash_is_unique unique (hash)
);
comment on table audit_event is 'Every write and every read of unmasked personal data; SM3 chain in order of seq';
create index audit_event_at on audit_event (at desc);
create index audit_event_object on audit_event (object_type, object_id, seq);
create index audit_event_account on audit_event (account_id, seq);

create table audit_head (
  only_row boolean primary key default true check (only_row),
  seq bigint not null,
  hash text not null
);
comment on table audit_head is 'Last link of the audit chain; locked by each writer, so links never fork';
insert into audit_head values (true, 0, repeat('0', 64));

-- Append only: the application may add and read, nothing else (GB/T 22239-2019 8.1.4.3).
revoke update, delete on audit_event from angrid_app;
revoke insert, delete on audit_head from angrid_app;
