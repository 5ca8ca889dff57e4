create table task_choosing (
  task_id uuid not null references task,
  seq int not null,
  author_grid text collate "C" not null,
  grids text[] not null,
  total int not null,
  chosen int not null default 0,
  after_id uuid,
  ended_at timestamptz,
  primary key (task_id, seq)
);
comment on table task_choosing is 'Targets of a wide task are entered some thousands at a time after it was published: how far that is';
comment on column task_choosing.seq is 'The act of the root task that asked for them';
comment on column task_choosing.author_grid is 'Grid of the seat that published: targets are chosen within what it may see';
comment on column task_choosing.after_id is 'The last object entered; whoever goes on begins after it';
create index task_choosing_open on task_choosing (task_id) where ended_at is null;
alter table task_choosing enable row level security;
create policy task_choosing_of_visible_tree on task_choosing to angrid_app
  using (exists (select from task t where t.root_id = task_id)) with check (exists (select from task t where t.id = task_id));
revoke delete on task_choosing from angrid_app;
