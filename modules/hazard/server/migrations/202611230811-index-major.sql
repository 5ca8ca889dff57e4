-- Major hazards are few and asked for often: found and counted without reading the ordinary ones.
create index hazard_major on hazard (id) include (grid_code, object_id) where rank = 'major';
