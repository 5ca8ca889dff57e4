create view installation_layer with (security_invoker = true) as
  select i.grid_code, i.enterprise_id as object_id, e.name as place, e.lng, e.lat, i.level::text as mark, i.name as title,
    '/enterprises/' || e.id as link, i.created_on as since
  from major_hazard_installation i join enterprise e on e.id = i.enterprise_id
  where i.withdrawn_at is null and e.merged_into is null;
comment on view installation_layer is 'Major hazard installations, on the map at their enterprise';
grant select on installation_layer to angrid_app;
