create view hazard_roll with (security_invoker = true) as
  select h.id as row_id, h.grid_code, h.found_on as day, concat_ws(' ', e.name, h.found_on, c.title) as title, '/hazards/' || h.id as link,
    jsonb_build_object('number', c.number, 'party', e.credit_code, 'name', e.name, 'what', h.what, 'day', h.found_on::text,
      'rank', h.rank, 'due', h.due_on::text, 'closed', h.closed_on::text) as facts
  from hazard h join case_record c using (id) left join known_enterprise e on e.id = h.object_id
  where h.state not in ('withdrawn', 'merged');
comment on view hazard_roll is 'Hazards as offices list them (隐患台账), for modules/reconciliation';
grant select on hazard_roll to angrid_app;
