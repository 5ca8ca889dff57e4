create table task_template (
  id uuid primary key,
  grid_code text collate "C" not null,
  name text not null,
  words jsonb not null,
  version int not null default 1,
  saved_at timestamptz not null default now(),
  saved_by text not null,
  retired_at timestamptz
);
comment on table task_template is 'Words of a task kept under a name (任务模板), for the office of a grid and the offices below it';
comment on column task_template.words is 'What a draft asks for: name, kind, feedback, rule, goal, requirements, measures, standard, template';
create unique index task_template_once on task_template (grid_code, name) where retired_at is null;
alter table task_template enable row level security;
create policy task_template_of_own_and_above on task_template to angrid_app
  using ((select scope_object()) is null
    and (starts_with((select scope_from()), grid_code) or (grid_code >= (select scope_from()) and grid_code < (select scope_to()))))
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));
revoke delete on task_template from angrid_app;
