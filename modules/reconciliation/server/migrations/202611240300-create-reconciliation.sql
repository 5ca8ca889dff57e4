create table reconciliation (
  id uuid primary key,
  grid_code text collate "C" not null,
  list text not null,
  from_on date,
  to_on date not null,
  filename text not null,
  content_hash text not null,
  sheet text not null,
  columns jsonb not null,
  notes jsonb not null default '[]',
  lines int not null,
  state text not null check (state in ('mapping', 'comparing', 'compared', 'failed', 'withdrawn')),
  run int not null default 0,
  result jsonb,
  fault text,
  account_id uuid not null,
  actor jsonb not null,
  started_at timestamptz not null default now(),
  first_compared_at timestamptz,
  compared_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  constraint reconciliation_ends_after_it_begins check (from_on is null or from_on <= to_on),
  constraint reconciliation_withdrawn_whole check ((state = 'withdrawn') = (withdrawn_at is not null) and (withdrawn_at is null) = (withdrawn_reason is null))
);
comment on table reconciliation is 'One list of an office (台账) held against the platform, for a grid and a day or period';
comment on column reconciliation.from_on is 'First day of the period; null where the list says what stands on its last day';
comment on column reconciliation.columns is 'What each column of the sheet is taken for; columns of persons are named, and nothing of them is kept';
comment on column reconciliation.run is 'How often it was compared';
create index reconciliation_place on reconciliation (grid_code, started_at desc, id desc);

create table reconciliation_line (
  reconciliation_id uuid not null references reconciliation,
  grid_code text collate "C" not null,
  row_number int not null,
  cells jsonb not null,
  primary key (reconciliation_id, row_number)
);
comment on table reconciliation_line is 'Rows of the sheet by place of the column, without columns and numbers of persons, kept to compare again';

create table reconciliation_difference (
  id uuid primary key,
  reconciliation_id uuid not null references reconciliation,
  grid_code text collate "C" not null,
  place text collate "C" not null,
  kind text not null check (kind in ('different', 'missing', 'extra', 'duplicate', 'unclear')),
  row_number int,
  row_id uuid,
  title text not null,
  code text,
  fields jsonb not null default '[]',
  why text,
  candidates jsonb not null default '[]',
  twin_row int,
  found_at timestamptz not null default now(),
  gone_at timestamptz,
  verdict text check (verdict in ('platform', 'office', 'definition', 'verified')),
  reason text not null default '',
  settled_by text,
  settled_at timestamptz,
  constraint reconciliation_difference_has_a_side check (row_number is not null or row_id is not null),
  constraint reconciliation_settled_whole check ((verdict is null) = (settled_by is null) and (verdict is null) = (settled_at is null)),
  constraint reconciliation_definition_has_reason check (verdict is distinct from 'definition' or reason <> '')
);
comment on table reconciliation_difference is 'Where sheet and platform differ, and what was said of it';
comment on column reconciliation_difference.place is 'Grid in which it lies, as far as either side says; that of the reconciliation otherwise';
comment on column reconciliation_difference.gone_at is 'When comparing again no longer found it';
create unique index reconciliation_difference_of_line on reconciliation_difference (reconciliation_id, row_number, kind) where row_number is not null;
create unique index reconciliation_difference_of_row on reconciliation_difference (reconciliation_id, row_id) where row_number is null;
create index reconciliation_difference_page on reconciliation_difference (reconciliation_id, kind, row_number, id);

create table reconciliation_act (
  difference_id uuid not null references reconciliation_difference on delete cascade,
  seq int not null,
  grid_code text collate "C" not null,
  act text not null check (act in ('settled', 'reopened', 'gone', 'returned')),
  verdict text,
  reason text not null default '',
  actor text not null,
  at timestamptz not null default now(),
  primary key (difference_id, seq)
);
comment on table reconciliation_act is 'What was said of a difference, one after the other: what was open on a past day can be told';

do $$
declare name text;
begin
  foreach name in array array['reconciliation', 'reconciliation_line', 'reconciliation_difference', 'reconciliation_act'] loop
    execute format('alter table %I enable row level security', name);
    execute format($p$create policy %I on %I to angrid_app
      using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
      with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
    $p$, name || '_in_scope', name);
  end loop;
end $$;
revoke delete on reconciliation from angrid_app;
revoke update on reconciliation_line, reconciliation_act from angrid_app;
