-- Where a hazard lies and whom it concerns is said by its case; the copy here, kept for figures, goes along.
create function hazard_follow_case() returns trigger language plpgsql as $$
begin
  update hazard set grid_code = new.grid_code, object_id = new.object_id where id = new.id;
  return null;
end $$;
create trigger hazard_follows_case after update of grid_code, object_id on case_record
  for each row when (new.type = 'hazard' and (old.grid_code, old.object_id) is distinct from (new.grid_code, new.object_id))
  execute function hazard_follow_case();
