-- When a major hazard was done with, so that those still open are a figure of any day and not only of now.
create or replace view hazard_fact with (security_invoker = true) as
  select h.id as row_id, f.measure, h.grid_code,
    array[coalesce(p.class, ''), coalesce(h.category, ''), h.source, coalesce(h.rank, '')] as dims,
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
  select 'hazard', id from hazard where rank = 'major' and (closed_on is not null or state = 'enforced');

-- What of the hazards stands on a map of now: the view of a layer (kernel/geo/map-layer.ts) has one row for each, at its enterprise.
create index hazard_unrectified on hazard (grid_code, due_on) where rectified_on is null and closed_on is null
  and state not in ('withdrawn', 'merged', 'enforced');
create view hazard_late_layer with (security_invoker = true) as
  select h.grid_code, h.object_id, e.name as place, e.lng, e.lat, e.risk_level as mark, c.title, '/hazards/' || h.id as link, h.due_on as since
  from hazard h join case_record c using (id) left join enterprise e on e.id = h.object_id
  where h.rectified_on is null and h.closed_on is null and h.state not in ('withdrawn', 'merged', 'enforced')
    and h.due_on < (now() at time zone 'Asia/Shanghai')::date;
comment on view hazard_late_layer is 'Hazards whose term is over and that are still being rectified, on the map';
create view hazard_major_layer with (security_invoker = true) as
  select h.grid_code, h.object_id, e.name as place, e.lng, e.lat, e.risk_level as mark, c.title, '/hazards/' || h.id as link, h.found_on as since
  from hazard h join case_record c using (id) left join enterprise e on e.id = h.object_id
  where h.rank = 'major' and h.closed_on is null and h.state not in ('withdrawn', 'merged', 'enforced');
comment on view hazard_major_layer is 'Major hazards not yet closed, on the map';
grant select on hazard_late_layer, hazard_major_layer to angrid_app;
