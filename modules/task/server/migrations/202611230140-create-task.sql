create table task (
  id uuid primary key references case_record,
  root_id uuid not null references task,
  parent_id uuid references task,
  grid_code text collate "C" not null,
  version int not null default 1,
  kind text not null check (kind in ('routine', 'special', 'campaign', 'emergency')),
  feedback text not null check (feedback in ('none', 'daily', 'weekly', 'monthly')),
  goal text not null,
  requirements text not null,
  measures text not null,
  standard text not null,
  template text,
  rule jsonb not null,
  state text not null,
  constraint task_child_has_parent check ((parent_id is null) = (root_id = id))
);
comment on table task is 'Tasks down the grid (监管任务) as their acts say; a child carries the substance of its root, so that each level reads what was asked';
comment on column task.rule is 'Which enterprises the task is about, in the words of the register''s filter; of the root';
create index task_children on task (parent_id) where parent_id is not null;
create index task_of_root on task (root_id, grid_code);
create unique index task_grid_once on task (parent_id, grid_code) where parent_id is not null and state not in ('cancelled', 'exempted');

create table task_target (
  root_id uuid not null references task,
  object_id uuid not null,
  grid_code text collate "C" not null,
  result text check (result in ('done', 'problem', 'not_applicable')),
  text text not null default '',
  done_at timestamptz,
  done_by uuid,
  primary key (root_id, object_id),
  constraint task_target_is_done_whole check ((result is null) = (done_at is null))
);
comment on table task_target is 'Objects a task is about and what came of each; progress at any level is a range of grid codes';
create index task_target_place on task_target (root_id, grid_code) include (result);
create index task_target_of_object on task_target (object_id);

alter table task enable row level security;
create policy task_in_scope on task to angrid_app
  using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));
alter table task_target enable row level security;
create policy task_target_in_scope on task_target to angrid_app
  using (case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
              else object_id = (select scope_object()) end)
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));
revoke delete on task, task_target from angrid_app;

-- A target lies where its case-less object lies: enterprises that move take their targets along (kernel/scope/object-moves.ts).
