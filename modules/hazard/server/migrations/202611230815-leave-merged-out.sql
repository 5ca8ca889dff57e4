-- A hazard that went into another one is not open any more: it was counted twice where others ask how many there are.
create or replace view open_hazard with (security_invoker = true) as
  select object_id, count(*)::int as open, count(*) filter (where rank = 'major')::int as major
  from hazard where object_id is not null and state not in ('closed', 'enforced', 'withdrawn', 'merged') group by object_id;
