create view self_check_term with (security_invoker = true) as
  select object_id, grid_code, due_on, (finished_at at time zone 'Asia/Shanghai')::date as finished_on from self_check;
comment on view self_check_term is 'Self-checks an enterprise owed by a day, and the day it finished each';
grant select on self_check_term to angrid_app;
