create table inspection_plan (
  id uuid primary key references case_record,
  grid_code text collate "C" not null,
  name text not null,
  kind text not null check (kind in ('annual', 'monthly', 'temporary')),
  from_month text not null,
  to_month text not null,
  officers int not null,
  other_days int not null,
  days_per_visit numeric(4, 1) not null,
  cap int not null,
  basis text not null,
  version int not null,
  approved_on date,
  state text not null
);
comment on table inspection_plan is 'Plans of inspections (执法检查计划) as their acts say: computed, kept for lists; the acts are in case_act';
comment on column inspection_plan.cap is 'Inspections of one enterprise a year at most, as the office publishes it';
create index inspection_plan_place on inspection_plan (grid_code, from_month);

create table inspection_plan_line (
  plan_id uuid not null references inspection_plan,
  object_id uuid not null,
  month text not null,
  grid_code text collate "C" not null,
  class text not null check (class in ('key', 'general')),
  reason text not null,
  beyond text,
  primary key (plan_id, object_id, month)
);
comment on table inspection_plan_line is 'Whom a plan inspects when and why, as its last version says';
comment on column inspection_plan_line.grid_code is 'Grid of the office whose plan it is, not of the enterprise';
create index inspection_plan_line_object on inspection_plan_line (object_id, month);

do $$
declare name text;
begin
  foreach name in array array['inspection_plan', 'inspection_plan_line'] loop
    execute format('alter table %I enable row level security', name);
    execute format($p$create policy %I on %I to angrid_app
      using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
      with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
    $p$, name || '_in_scope', name);
  end loop;
end $$;
revoke delete on inspection_plan from angrid_app;
