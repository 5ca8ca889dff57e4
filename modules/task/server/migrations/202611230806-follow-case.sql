-- Where a part of a task lies is said by its case; the copies here go along when its grid is merged, divided or renumbered. Of two parts
-- that come to lie in one grid the second keeps the code it had: it has no targets any more, and the level above exempts it.
create function task_follow_case() returns trigger language plpgsql as $$
begin
  update task t set grid_code = new.grid_code where t.id = new.id and not exists (
    select from task other where other.parent_id = t.parent_id and other.grid_code = new.grid_code and other.id <> t.id
      and other.state not in ('cancelled', 'exempted'));
  update task_acceptance a set grid_code = t.grid_code from task t where t.id = new.id and a.task_id = t.id;
  return null;
end $$;
create trigger task_follows_case after update of grid_code on case_record
  for each row when (new.type = 'task' and old.grid_code is distinct from new.grid_code)
  execute function task_follow_case();
grant update (grid_code) on task_acceptance to angrid_app;
