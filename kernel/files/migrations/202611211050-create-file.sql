create table file (
  id uuid primary key,
  sha256 text not null,
  size bigint not null,
  media_type text not null,
  name text not null,
  grid_code text collate "C" not null,
  object_id uuid,
  account_id uuid not null,
  created_at timestamptz not null default now(),
  constraint file_hash_is_sha256 check (sha256 ~ '^[0-9a-f]{64}$')
);
comment on table file is 'Uploaded files; the bytes lie once per content under their SHA-256, outside the database';
comment on column file.object_id is 'Supervised object the file belongs to; its people see the file too';
create index file_sha256 on file (sha256);
create index file_object on file (object_id) where object_id is not null;
create index file_grid on file (grid_code);

alter table file enable row level security;
create policy file_in_scope on file to angrid_app using (
  (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or object_id = (select scope_object())
) with check (
  (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or object_id = (select scope_object())
);
-- A file is a record: it is never exchanged under its id.
revoke update, delete on file from angrid_app;
