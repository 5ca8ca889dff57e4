-- A level sees the part of a task it was handed, not the root above it: the highest part a reader sees names the task.
create view task_target_layer with (security_invoker = true) as
  select distinct on (t.root_id, t.object_id) t.grid_code, t.object_id, e.name as place, e.lng, e.lat, e.risk_level as mark, c.title,
    '/tasks/' || k.id as link, (c.opened_at at time zone 'Asia/Shanghai')::date as since
  from task_target t
  join task k on k.root_id = t.root_id and starts_with(t.grid_code, k.grid_code)
  join case_record c on c.id = k.id and c.closed_at is null
  join enterprise e on e.id = t.object_id
  where t.result is null
  order by t.root_id, t.object_id, length(k.grid_code);
comment on view task_target_layer is 'Enterprises a running task still waits for, on the map';
create index task_target_open on task_target (root_id, grid_code) where result is null;
grant select on task_target_layer to angrid_app;
