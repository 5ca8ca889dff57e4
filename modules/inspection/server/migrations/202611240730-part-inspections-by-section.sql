-- By the section of the industry as well, so that hazards of a branch are divided by the checks of that branch.
create or replace view inspection_fact with (security_invoker = true) as
  select i.id as row_id, f.measure, i.grid_code, array[i.office_grid, coalesce(p.class, ''), i.reason, coalesce(p.section, '')] as dims,
    f.day as eff_on, f.day as rec_on, f.amount
  from inspection i left join enterprise_parting p on p.id = i.object_id
  cross join lateral (values
    ('visited', i.visited_on, 1), ('found', i.visited_on, i.findings), ('troubled', i.visited_on, (i.findings > 0)::int),
    ('ordered', i.ordered_on, 1), ('reinspected', i.reinspected_on, 1)) f(measure, day, amount)
  where f.day is not null and f.amount <> 0 and i.state <> 'cancelled';
insert into indicator_mark (source, row_id)
  select 'inspection', id from inspection where exists (select from indicator_source where name = 'inspection');
drop trigger inspection_facts_follow on enterprise;
create trigger inspection_facts_follow after update of regulator_classes, merged_into, industry_code on enterprise for each row
  when ((old.regulator_classes, old.merged_into, old.industry_code) is distinct from (new.regulator_classes, new.merged_into, new.industry_code))
  execute function indicator_touch_of_object('inspection', 'inspection');
