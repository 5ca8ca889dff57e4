create view task_result with (security_invoker = true) as
  select root_id, object_id, grid_code, result, (done_at at time zone 'Asia/Shanghai')::date as done_on
  from task_target where result is not null and result <> 'not_applicable';
comment on view task_result is 'Objects of tasks that somebody looked at, and on which day';
grant select on task_result to angrid_app;
