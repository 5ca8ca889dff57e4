-- Tasks and their parts: a part is done when its level handed it up and nobody sent it back, or when it ended. What is late on a day is
-- due − met − over, as with hazards.
create view task_fact with (security_invoker = true) as
  select t.id as row_id, f.measure, t.grid_code, array[t.kind, length(t.grid_code)::text, case when t.parent_id is null then 'root' else 'part' end] as dims,
    f.day as eff_on, f.day as rec_on, 1 as amount
  from task t
  cross join lateral (select coalesce(t.ended_on, case when t.state = 'submitted' then t.submitted_on end) as done) d
  cross join lateral (values
    ('handed', t.handed_on),
    ('closed', case when t.state = 'closed' then t.ended_on end),
    ('ended', t.ended_on),
    ('due', t.due_on + 1),
    ('met', case when d.done <= t.due_on then t.due_on + 1 end),
    ('over', case when d.done > t.due_on then d.done end)) f(measure, day)
  where f.day is not null and t.handed_on is not null and t.state <> 'cancelled';
comment on view task_fact is 'Lines of tasks and their parts for kernel/indicators';
create view task_row with (security_invoker = true) as
  select c.id as row_id, c.title, '/tasks/' || c.id as link from case_record c where c.type = 'task';
comment on view task_row is 'What the rows behind figures are called and where they open, for kernel/indicators';

-- The ledger knows a row by one id.
alter table task_target add column id uuid generated always as (md5(root_id::text || object_id::text)::uuid) stored;
create index task_target_id on task_target (id);
create view task_target_fact with (security_invoker = true) as
  select x.id as row_id, f.measure, x.grid_code, array[t.kind, coalesce(p.class, '')] as dims, f.day as eff_on, f.day as rec_on, 1 as amount
  from task_target x join task t on t.id = x.root_id left join enterprise_parting p on p.id = x.object_id
  cross join lateral (select (x.done_at at time zone 'Asia/Shanghai')::date as day) d
  cross join lateral (values
    ('given', t.handed_on), ('done', d.day), ('problem', case when x.result = 'problem' then d.day end)) f(measure, day)
  where f.day is not null and t.handed_on is not null and t.state <> 'cancelled';
comment on view task_target_fact is 'Lines of the objects of tasks for kernel/indicators';
create view task_target_row with (security_invoker = true) as
  select x.id as row_id, e.name as title, '/enterprises/' || e.id as link from task_target x join enterprise e on e.id = x.object_id;
comment on view task_target_row is 'What the rows behind figures are called and where they open, for kernel/indicators';
grant select on task_fact, task_row, task_target_fact, task_target_row to angrid_app;

create trigger task_facts_insert after insert on task referencing new table as fresh
  for each statement execute function indicator_touch('task', 'id');
create trigger task_facts_update after update on task referencing new table as fresh
  for each statement execute function indicator_touch('task', 'id');
create trigger task_target_facts_insert after insert on task_target referencing new table as fresh
  for each statement execute function indicator_touch('task_target', 'id');
create trigger task_target_facts_update after update on task_target referencing new table as fresh
  for each statement execute function indicator_touch('task_target', 'id');
-- A root that is published or called off says it for all its objects.
create function task_target_facts_follow() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into indicator_mark (source, row_id) select 'task_target', id from task_target where root_id = new.id;
  return null;
end $$;
create trigger task_target_facts_follow after update of handed_on, state on task for each row
  when (new.parent_id is null and (old.handed_on is distinct from new.handed_on or (old.state = 'cancelled') <> (new.state = 'cancelled')))
  execute function task_target_facts_follow();
