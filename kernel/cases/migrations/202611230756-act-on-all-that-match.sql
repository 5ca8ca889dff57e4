create table case_bulk (
  id uuid primary key,
  type text not null,
  act text not null,
  input jsonb not null,
  filter jsonb not null,
  account_id uuid not null references account,
  seat_id uuid not null references seat,
  grid_code text collate "C" not null,
  object_id uuid,
  total int not null,
  state text not null default 'running' check (state in ('running', 'done', 'cancelled')),
  begun_at timestamptz not null,
  ended_at timestamptz,
  constraint case_bulk_ends_once check ((state = 'running') = (ended_at is null))
);
comment on table case_bulk is 'One act on all cases a filter matched, carried out by the worker in the name of whoever asked';
comment on column case_bulk.filter is 'What the list was narrowed by, as it was asked';
create index case_bulk_running on case_bulk (begun_at) where state = 'running';
create table case_bulk_item (
  bulk_id uuid not null references case_bulk,
  case_id uuid not null references case_record,
  version int not null,
  done boolean,
  why text,
  primary key (bulk_id, case_id)
);
comment on table case_bulk_item is 'Cases chosen when it was asked, each with the version seen then and what became of it; done is null until it is its turn';
create index case_bulk_item_left on case_bulk_item (bulk_id, case_id) where done is null;
revoke delete on case_bulk, case_bulk_item from angrid_app;

alter table case_bulk enable row level security;
create policy case_bulk_in_scope on case_bulk to angrid_app using (
  case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
       else object_id = (select scope_object()) end
) with check (
  case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
       else object_id = (select scope_object()) end
);
alter table case_bulk_item enable row level security;
create policy case_bulk_item_of_visible_bulk on case_bulk_item to angrid_app
  using (exists (select from case_bulk b where b.id = bulk_id)) with check (exists (select from case_bulk b where b.id = bulk_id));
