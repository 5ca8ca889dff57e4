create table indicator_line (
  id bigint generated always as identity primary key,
  source text collate "C" not null,
  measure text collate "C" not null,
  row_id uuid not null,
  grid_code text collate "C" not null,
  dims text[] collate "C" not null,
  eff_on date not null,
  rec_on date not null,
  amount bigint not null,
  constraint indicator_line_says_something check (amount <> 0)
);
comment on table indicator_line is 'The ledger behind every figure (账): what a row adds to a measure, from which day, and when the platform knew; only ever added to, so the figures of any past day come back to the digit';
comment on column indicator_line.dims is 'Keys by the dimensions of the source, in their order; several keys of one row are joined with + in their own order';
comment on column indicator_line.eff_on is 'Day in China from which it counts; may lie ahead, such as the day after a term ends';
comment on column indicator_line.rec_on is 'Day in China on which it was known; a correction is a line of its own, never a change of this one';
create index indicator_line_of_row on indicator_line (row_id, source);
create index indicator_line_rows on indicator_line (source, measure, row_id desc) include (grid_code, eff_on, rec_on, amount);
create index indicator_line_days on indicator_line (source, measure, grid_code, eff_on);
revoke update, delete on indicator_line from angrid_app;

create table indicator_cell (
  source text collate "C" not null,
  measure text collate "C" not null,
  parted_by text collate "C" not null,
  grid_code text collate "C" not null,
  grain text collate "C" not null check (grain in ('day', 'month')),
  eff_on date not null,
  key text collate "C" not null,
  rec_on date not null,
  amount bigint not null,
  primary key (source, measure, parted_by, grid_code, grain, eff_on, key, rec_on)
);
comment on table indicator_cell is 'Lines added up, by grid and every grid above it down to the town, by the partings the source declares, by day and by month (its first day); can be thrown away and made anew from the lines';
create index indicator_cell_recorded on indicator_cell (source, measure, parted_by, grid_code, rec_on) where grain = 'day';

create table indicator_mark (
  id bigint generated always as identity primary key,
  source text not null,
  row_id uuid not null,
  at timestamptz not null default now()
);
comment on table indicator_mark is 'Rows whose lines may have changed since they were last entered; written with the change itself';
create index indicator_mark_of_source on indicator_mark (source, id);

create table indicator_source (
  name text primary key,
  opened_at timestamptz not null,
  entered_at timestamptz not null,
  shape text not null
);
comment on table indicator_source is 'Sources whose ledger is open: what stood before that day was entered under the day it was recorded; entered_at: everything committed before it is in the lines';
comment on column indicator_source.shape is 'Dimensions and partings the cells were made by; another shape makes them anew';

-- Says which rows a statement touched: indicator_touch('<source>', '<column with the id of the row>'). With the rights of the owner, because
-- an act of an enterprise changes figures of grids the enterprise does not see.
create function indicator_touch() returns trigger language plpgsql security definer set search_path = public as $$
begin
  execute format('insert into indicator_mark (source, row_id) select distinct %L, %I from fresh where %2$I is not null', tg_argv[0], tg_argv[1]);
  return null;
end $$;

-- Says which rows hang on an object whose own facts changed: indicator_touch_of_object('<source>', '<table>').
create function indicator_touch_of_object() returns trigger language plpgsql security definer set search_path = public as $$
begin
  execute format('insert into indicator_mark (source, row_id) select %L, id from %I where object_id = $1', tg_argv[0], tg_argv[1]) using new.id;
  return null;
end $$;
revoke insert, update on indicator_mark from angrid_app;

alter table indicator_line enable row level security;
create policy indicator_line_in_scope on indicator_line to angrid_app
  using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));
alter table indicator_cell enable row level security;
create policy indicator_cell_in_scope on indicator_cell to angrid_app
  using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));
