-- What the grid may know of enterprises: id, name, place and regulator classes. Row-level policies of the reader apply.
create view supervised_enterprise with (security_invoker = true) as
  select id, name, grid_code, regulator_classes from enterprise where merged_into is null;
comment on view supervised_enterprise is 'Enterprises as supervised objects of class B, for duties and coverage';
grant select on supervised_enterprise to angrid_app;
