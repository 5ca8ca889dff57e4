-- The list of late cases of a whole city, the newest first, without sorting all of them.
create index case_late_newest on case_record (type, opened_at desc, id desc) include (grid_code, object_id, state)
  where closed_at is null and stage in ('overdue', 'raised');
