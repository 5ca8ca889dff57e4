create table grid_plan (
  id uuid primary key,
  grid_code text collate "C" not null,
  kind text not null check (kind in ('boundary', 'split', 'merge')),
  source text not null check (source in ('drawn', 'imported')),
  input jsonb not null,
  result jsonb not null,
  base_versions jsonb not null,
  author_id uuid not null,
  author_name text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  applied_at timestamptz,
  applied_by uuid,
  reason text,
  document_number text,
  constraint grid_plan_applied_has_reason check (applied_at is null or reason is not null)
);
comment on table grid_plan is 'What-if of a change of boundaries: what was asked, what it would do; applied once, within a day, or never';
comment on column grid_plan.grid_code is 'Nearest node above everything the plan touches, inside the scope of its author';
comment on column grid_plan.base_versions is 'Versions of the touched nodes when the plan was made: code to version';
create index grid_plan_grid on grid_plan (grid_code, created_at);

alter table grid_plan enable row level security;
create policy grid_plan_in_scope on grid_plan to angrid_app using (
  grid_code >= (select scope_from()) and grid_code < (select scope_to())
) with check (
  grid_code >= (select scope_from()) and grid_code < (select scope_to())
);
revoke delete on grid_plan from angrid_app;
revoke update, delete on grid_change from angrid_app;
