create table enterprise_import (
  id uuid primary key,
  grid_code text collate "C" not null,
  account_id uuid not null,
  actor jsonb not null,
  filename text not null,
  content_hash text not null,
  state text not null check (state in ('reading', 'mapping', 'checking', 'checked', 'applying', 'done', 'failed')),
  sheet int not null default 0,
  sheets jsonb not null default '[]',
  head jsonb,
  mapping jsonb,
  grid_default text collate "C",
  counts jsonb not null default '{}',
  rows_done int not null default 0,
  fault text,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
comment on table enterprise_import is 'One spreadsheet on its way into the register; rows_done is the row after which an interrupted run goes on';
create index enterprise_import_account on enterprise_import (account_id, created_at desc);

create table enterprise_import_row (
  import_id uuid not null references enterprise_import,
  grid_code text collate "C" not null,
  row_number int not null,
  outcome text not null,
  name text,
  problems jsonb not null,
  cells jsonb not null,
  decision text check (decision in ('new', 'update', 'skip')),
  twin_id uuid,
  primary key (import_id, row_number)
);
comment on table enterprise_import_row is 'Rows that need a person: wrong or doubtful ones, with their cells, to send back or to decide';

create table enterprise_import_mapping (
  account_id uuid not null,
  head_key text not null,
  field text,
  updated_at timestamptz not null default now(),
  primary key (account_id, head_key)
);
comment on table enterprise_import_mapping is 'What somebody decided a column with this head means; remembered for the next spreadsheet';

alter table enterprise_import enable row level security;
create policy enterprise_import_in_scope on enterprise_import to angrid_app using (
  grid_code >= (select scope_from()) and grid_code < (select scope_to())
);
alter table enterprise_import_row enable row level security;
create policy enterprise_import_row_in_scope on enterprise_import_row to angrid_app using (
  grid_code >= (select scope_from()) and grid_code < (select scope_to())
);

