create table check_item (
  code text not null,
  version int not null check (version > 0),
  change text not null check (change in ('added', 'corrected', 'closed')),
  from_on date not null,
  to_on date,
  grid_code text collate "C",
  words jsonb not null,
  why text not null,
  saved_by text not null,
  saved_at timestamptz not null default now(),
  primary key (code, version)
);
comment on table check_item is 'Versions of checks (检查项) added, corrected or closed here; the seeds of the platform are version 1 and stand in no table';
comment on column check_item.from_on is 'From this day the version counts; a finding keeps the version of its day';
comment on column check_item.to_on is 'Last day the check is used; null for as long as nobody closes it';
comment on column check_item.grid_code is 'Grid whose office keeps the check; null for the whole platform';

create table check_template (
  code text not null,
  version int not null check (version > 0),
  change text not null check (change in ('added', 'corrected', 'closed')),
  from_on date not null,
  to_on date,
  grid_code text collate "C",
  words jsonb not null,
  why text not null,
  saved_by text not null,
  saved_at timestamptz not null default now(),
  primary key (code, version)
);
comment on table check_template is 'Versions of check templates (检查模板) composed or changed here; the seeds of the platform are version 1';
comment on column check_template.from_on is 'From this day the version counts';
comment on column check_template.to_on is 'Last day the template is used; null for as long as nobody closes it';
comment on column check_template.grid_code is 'Grid whose office keeps the template; null for the whole platform';

-- What is looked at is no secret to an enterprise; between offices it is seen at its place, below and above.
do $$
declare name text;
begin
  foreach name in array array['check_item', 'check_template'] loop
    execute format('alter table %I enable row level security', name);
    execute format($p$create policy %I on %I to angrid_app
      using (grid_code is null or (select scope_object()) is not null or starts_with((select scope_from()), grid_code)
        or (grid_code >= (select scope_from()) and grid_code < (select scope_to())))
      with check ((select scope_object()) is null
        and ((grid_code is null and length((select scope_from())) <= 4)
          or (grid_code >= (select scope_from()) and grid_code < (select scope_to()))))
    $p$, name || '_of_own_above_and_below', name);
  end loop;
end $$;
revoke update, delete on check_item, check_template from angrid_app;
