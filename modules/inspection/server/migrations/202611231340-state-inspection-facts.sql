create view inspection_fact with (security_invoker = true) as
  select i.id as row_id, f.measure, i.grid_code, array[i.office_grid, coalesce(p.class, ''), i.reason] as dims,
    f.day as eff_on, f.day as rec_on, f.amount
  from inspection i left join enterprise_parting p on p.id = i.object_id
  cross join lateral (values
    ('visited', i.visited_on, 1), ('found', i.visited_on, i.findings), ('troubled', i.visited_on, (i.findings > 0)::int),
    ('ordered', i.ordered_on, 1), ('reinspected', i.reinspected_on, 1)) f(measure, day, amount)
  where f.day is not null and f.amount <> 0 and i.state <> 'cancelled';
comment on view inspection_fact is 'Lines of inspections on site for kernel/indicators';
grant select on inspection_fact to angrid_app;

create trigger inspection_facts_insert after insert on inspection referencing new table as fresh
  for each statement execute function indicator_touch('inspection', 'id');
create trigger inspection_facts_update after update on inspection referencing new table as fresh
  for each statement execute function indicator_touch('inspection', 'id');
create trigger inspection_facts_follow after update of regulator_classes, merged_into on enterprise for each row
  when ((old.regulator_classes, old.merged_into) is distinct from (new.regulator_classes, new.merged_into))
  execute function indicator_touch_of_object('inspection', 'inspection');

create view inspection_row with (security_invoker = true) as
  select c.id as row_id, c.title, '/inspections/' || c.id as link from case_record c where c.type = 'inspection';
comment on view inspection_row is 'What the rows behind figures are called and where they open, for kernel/indicators';
grant select on inspection_row to angrid_app;
