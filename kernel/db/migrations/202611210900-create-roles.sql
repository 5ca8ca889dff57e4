-- The application role reads and writes rows; it cannot change shape, and row-level policies bind it.
do $$
begin
  if not exists (select from pg_roles where rolname = 'angrid_app') then
    create role angrid_app nologin;
  end if;
exception when duplicate_object then null;
end $$;
do $$ begin execute format('grant angrid_app to %I', current_user); end $$;
grant usage on schema public to angrid_app;
alter default privileges in schema public grant select, insert, update, delete on tables to angrid_app;
alter default privileges in schema public grant usage, select on sequences to angrid_app;

-- Bounds of the present scope. Unset means nothing is visible: the second lock fails closed.
create function scope_from() returns text language sql stable parallel safe
  return coalesce(current_setting('angrid.grid_from', true), '');
create function scope_to() returns text language sql stable parallel safe
  return coalesce(current_setting('angrid.grid_to', true), '');
create function scope_object() returns uuid language sql stable parallel safe
  return nullif(current_setting('angrid.object_id', true), '')::uuid;

-- Receipts of writes: the same request sent twice gets the same answer and happens once.
create table request_receipt (
  request_key text not null,
  account_id uuid not null,
  fingerprint text not null,
  status int not null,
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (account_id, request_key)
);
comment on table request_receipt is 'Answers of writes by the key their sender chose; kept 7 days';
create index request_receipt_created_at on request_receipt (created_at);
