create view inspection_visit with (security_invoker = true) as
  select id, object_id, grid_code, office_grid, visited_on, findings, plan_id is not null as planned
  from inspection where visited_on is not null and state <> 'cancelled';
comment on view inspection_visit is 'Inspections that came on site, by object and day, with how much they found';
grant select on inspection_visit to angrid_app;
