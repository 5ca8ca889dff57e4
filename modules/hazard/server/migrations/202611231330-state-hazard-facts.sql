-- Until now nobody could say since when a hazard waits to be looked at again; what is late on a past day needs it.
alter table hazard add column rectified_on date;
comment on column hazard.rectified_on is 'Day on which it was last reported as rectified and has not been sent back since';
update hazard h set rectified_on = (
    select max((a.at at time zone 'Asia/Shanghai')::date) from case_act a where a.case_id = h.id and a.act = 'submit')
  where h.state in ('submitted', 'reinspection', 'closed');

-- A term that ended counts from the day after: due, and met when it was rectified by then, or over on the day that was done later. So what
-- is late on any day is due − met − over, and no job has to move anything at midnight.
create view hazard_fact with (security_invoker = true) as
  select h.id as row_id, f.measure, h.grid_code,
    array[coalesce(p.class, ''), coalesce(h.category, ''), h.source, coalesce(h.rank, '')] as dims,
    f.day as eff_on, greatest(f.day, (c.opened_at at time zone 'Asia/Shanghai')::date) as rec_on, 1 as amount
  from hazard h join case_record c using (id) left join enterprise_parting p on p.id = h.object_id
  cross join lateral (select case when h.state = 'enforced' then (c.closed_at at time zone 'Asia/Shanghai')::date end as enforced) e
  cross join lateral (select coalesce(h.rectified_on, h.closed_on, e.enforced) as done) d
  cross join lateral (values
    (case when h.self_found then 'found_self' else 'found_office' end, h.found_on),
    ('major', case when h.rank = 'major' then h.found_on end),
    ('recurring', case when h.recurs_id is not null then h.found_on end),
    ('closed', h.closed_on),
    ('enforced', e.enforced),
    ('due', h.due_on + 1),
    ('met', case when d.done <= h.due_on then h.due_on + 1 end),
    ('over', case when d.done > h.due_on then d.done end)) f(measure, day)
  where f.day is not null and h.state not in ('withdrawn', 'merged');
comment on view hazard_fact is 'Lines of hazards for kernel/indicators';
grant select on hazard_fact to angrid_app;

create trigger hazard_facts_insert after insert on hazard referencing new table as fresh
  for each statement execute function indicator_touch('hazard', 'id');
create trigger hazard_facts_update after update on hazard referencing new table as fresh
  for each statement execute function indicator_touch('hazard', 'id');
create trigger hazard_facts_follow after update of regulator_classes, merged_into on enterprise for each row
  when ((old.regulator_classes, old.merged_into) is distinct from (new.regulator_classes, new.merged_into))
  execute function indicator_touch_of_object('hazard', 'hazard');

create view hazard_row with (security_invoker = true) as
  select c.id as row_id, c.title, '/hazards/' || c.id as link from case_record c where c.type = 'hazard';
comment on view hazard_row is 'What the rows behind figures are called and where they open, for kernel/indicators';
grant select on hazard_row to angrid_app;
