create view patrol_fact with (security_invoker = true) as
  select p.id as row_id, f.measure, p.grid_code, array[p.level, p.object_kind] as dims, p.visited_on as eff_on,
    greatest(p.visited_on, (p.received_at at time zone 'Asia/Shanghai')::date) as rec_on, f.amount
  from patrol p
  cross join lateral (values ('visited', 1), ('found', p.findings)) f(measure, amount)
  where p.withdrawn_at is null and f.amount <> 0;
comment on view patrol_fact is 'Lines of patrols for kernel/indicators';
grant select on patrol_fact to angrid_app;

create trigger patrol_facts_insert after insert on patrol referencing new table as fresh
  for each statement execute function indicator_touch('patrol', 'id');
create trigger patrol_facts_update after update on patrol referencing new table as fresh
  for each statement execute function indicator_touch('patrol', 'id');

create view patrol_row with (security_invoker = true) as
  select id as row_id, object_name || ' 巡查 ' || visited_on as title, '/patrols/' || id as link from patrol;
comment on view patrol_row is 'What the rows behind figures are called and where they open, for kernel/indicators';
grant select on patrol_row to angrid_app;
