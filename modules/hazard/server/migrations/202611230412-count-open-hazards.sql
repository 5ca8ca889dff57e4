create view open_hazard with (security_invoker = true) as
  select object_id, count(*)::int as open, count(*) filter (where rank = 'major')::int as major
  from hazard where object_id is not null and state not in ('closed', 'enforced', 'withdrawn') group by object_id;
comment on view open_hazard is 'How many hazards of an object are not closed, and how many of them are major';
grant select on open_hazard to angrid_app;
