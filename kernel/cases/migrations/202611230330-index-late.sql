-- The boxes 下级逾期 of a whole city: the longest late first, without looking at what is in time.
create index case_late_due on case_record ((coalesce(overdue_at, 'infinity'::timestamptz)), id)
  where closed_at is null and stage in ('overdue', 'raised');
