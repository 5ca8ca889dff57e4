create view field_record_fact with (security_invoker = true) as
  select id as row_id, f.measure, grid_code, array[grade, about_path] as dims, (done_at at time zone 'Asia/Shanghai')::date as eff_on,
    (received_at at time zone 'Asia/Shanghai')::date as rec_on, 1 as amount
  from field_record cross join lateral (values ('made'), (case grade when 'on-site' then 'on_site' end)) f(measure)
  where f.measure is not null;
comment on view field_record_fact is 'Lines of records made on the road for kernel/indicators';
grant select on field_record_fact to angrid_app;

create trigger field_record_facts_insert after insert on field_record referencing new table as fresh
  for each statement execute function indicator_touch('field_record', 'id');

create view field_record_row with (security_invoker = true) as
  select id as row_id, person_name || ' ' || to_char(done_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as title, '/field-records' as link
  from field_record;
comment on view field_record_row is 'What the rows behind figures are called and where they open, for kernel/indicators';
grant select on field_record_row to angrid_app;
