create table grid_quality (
  grid_code text collate "C" primary key references grid_node,
  report jsonb not null,
  made_at timestamptz not null default now()
);
comment on table grid_quality is 'Last quality report of the boundaries below a node, made at night; gone as soon as a boundary there changes';
alter table grid_quality enable row level security;
create policy grid_quality_in_scope on grid_quality to angrid_app using (
  grid_code >= (select scope_from()) and grid_code < (select scope_to())
) with check (
  grid_code >= (select scope_from()) and grid_code < (select scope_to())
);

-- A what-if nobody carried out is no record of anything: it may go a week after it expired, and only then.
grant delete on grid_plan to angrid_app;
create policy grid_plan_kept_while_it_counts on grid_plan as restrictive for delete to angrid_app
  using (applied_at is null and expires_at < now() - interval '7 days');
