create table inspection (
  id uuid primary key references case_record,
  grid_code text collate "C" not null,
  object_id uuid not null,
  office_grid text collate "C" not null,
  state text not null,
  reason text not null,
  plan_id uuid references inspection_plan,
  month text,
  beyond text,
  method text not null check (method in ('announced', 'unannounced')),
  content text not null,
  template_code text,
  opened_on date not null,
  planned_on date,
  notified_on date,
  visited_on date,
  site text,
  contact text,
  clean boolean,
  met int not null default 0,
  not_met int not null default 0,
  not_checked int not null default 0,
  findings int not null default 0,
  signed_on date,
  refused boolean not null default false,
  ordered_on date,
  due_on date,
  reinspected_on date,
  team jsonb not null default '[]'
);
comment on table inspection is 'Inspections on site (执法检查) as their acts say: computed, kept for lists and figures; the acts are in case_act';
comment on column inspection.grid_code is 'Grid of the enterprise';
comment on column inspection.office_grid is 'Grid of the office that inspects, city or county or town';
create index inspection_place on inspection (grid_code, visited_on);
create index inspection_office on inspection (office_grid, planned_on);
create index inspection_of_object on inspection (object_id, planned_on desc);
create unique index inspection_of_line on inspection (plan_id, object_id, month) where plan_id is not null and state <> 'cancelled';

create table inspection_hazard (
  inspection_id uuid not null references inspection,
  no int not null,
  hazard_id uuid not null unique,
  grid_code text collate "C" not null,
  object_id uuid not null,
  primary key (inspection_id, no)
);
comment on table inspection_hazard is 'The hazards an inspection ordered to be put right, by the number of the finding';

do $$
declare name text;
begin
  foreach name in array array['inspection', 'inspection_hazard'] loop
    execute format('alter table %I enable row level security', name);
    execute format($p$create policy %I on %I to angrid_app using (
      case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
           else object_id = (select scope_object()) end
    ) with check (
      case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
           else object_id = (select scope_object()) end
    )$p$, name || '_in_scope', name);
  end loop;
end $$;
revoke delete on inspection, inspection_hazard from angrid_app;
