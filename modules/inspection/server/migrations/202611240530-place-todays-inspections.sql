create view inspection_today_layer with (security_invoker = true) as
  select i.grid_code, i.object_id, e.name as place, e.lng, e.lat, e.risk_level as mark, c.title, '/inspections/' || i.id as link, i.visited_on as since
  from inspection i join case_record c using (id) join enterprise e on e.id = i.object_id
  where i.visited_on = (now() at time zone 'Asia/Shanghai')::date and i.state <> 'cancelled';
comment on view inspection_today_layer is 'Inspections somebody came to today, on the map';
grant select on inspection_today_layer to angrid_app;
