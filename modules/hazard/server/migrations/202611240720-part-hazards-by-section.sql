-- By the section of the industry as well: what is worse in one branch hides among the classes of regulators, which are four.
create or replace view hazard_fact with (security_invoker = true) as
  select h.id as row_id, f.measure, h.grid_code,
    array[coalesce(p.class, ''), coalesce(h.category, ''), h.source, coalesce(h.rank, ''), coalesce(p.section, '')] as dims,
    f.day as eff_on, greatest(f.day, (c.opened_at at time zone 'Asia/Shanghai')::date) as rec_on, 1 as amount
  from hazard h join case_record c using (id) left join enterprise_parting p on p.id = h.object_id
  cross join lateral (select case when h.state = 'enforced' then (c.closed_at at time zone 'Asia/Shanghai')::date end as enforced) e
  cross join lateral (select coalesce(h.rectified_on, h.closed_on, e.enforced) as done) d
  cross join lateral (values
    (case when h.self_found then 'found_self' else 'found_office' end, h.found_on),
    ('major', case when h.rank = 'major' then h.found_on end),
    ('major_done', case when h.rank = 'major' then coalesce(h.closed_on, e.enforced) end),
    ('recurring', case when h.recurs_id is not null then h.found_on end),
    ('closed', h.closed_on),
    ('enforced', e.enforced),
    ('due', h.due_on + 1),
    ('met', case when d.done <= h.due_on then h.due_on + 1 end),
    ('over', case when d.done > h.due_on then d.done end)) f(measure, day)
  where f.day is not null and h.state not in ('withdrawn', 'merged');
insert into indicator_mark (source, row_id)
  select 'hazard', id from hazard where exists (select from indicator_source where name = 'hazard');
drop trigger hazard_facts_follow on enterprise;
create trigger hazard_facts_follow after update of regulator_classes, merged_into, industry_code on enterprise for each row
  when ((old.regulator_classes, old.merged_into, old.industry_code) is distinct from (new.regulator_classes, new.merged_into, new.industry_code))
  execute function indicator_touch_of_object('hazard', 'hazard');
