create view inspection_roll with (security_invoker = true) as
  select i.id as row_id, i.grid_code, i.visited_on as day, concat_ws(' ', e.name, i.visited_on, c.title) as title, '/inspections/' || i.id as link,
    jsonb_build_object('number', c.number, 'party', e.credit_code, 'name', e.name, 'day', i.visited_on::text,
      'found', i.findings::text, 'reason', i.reason) as facts
  from inspection i join case_record c using (id) left join known_enterprise e on e.id = i.object_id
  where i.visited_on is not null and i.state <> 'cancelled';
comment on view inspection_roll is 'Inspections on site as offices list them (执法检查台账), for modules/reconciliation';
grant select on inspection_roll to angrid_app;
