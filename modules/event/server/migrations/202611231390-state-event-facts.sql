create view event_fact with (security_invoker = true) as
  select e.id as row_id, f.measure, e.grid_code, array[e.category, e.priority] as dims, f.day as eff_on,
    greatest(f.day, (c.opened_at at time zone 'Asia/Shanghai')::date) as rec_on, 1 as amount
  from event e join case_record c using (id)
  cross join lateral (values
    ('found', e.found_on), ('closed', e.closed_on), ('due', e.due_on + 1),
    ('met', case when e.closed_on <= e.due_on then e.due_on + 1 end),
    ('over', case when e.closed_on > e.due_on then e.closed_on end)) f(measure, day)
  where f.day is not null and e.merged_into is null and e.state <> 'withdrawn';
comment on view event_fact is 'Lines of events of the grid for kernel/indicators';
grant select on event_fact to angrid_app;

create trigger event_facts_insert after insert on event referencing new table as fresh
  for each statement execute function indicator_touch('event', 'id');
create trigger event_facts_update after update on event referencing new table as fresh
  for each statement execute function indicator_touch('event', 'id');

create view event_row with (security_invoker = true) as
  select c.id as row_id, c.title, '/events/' || c.id as link from case_record c where c.type = 'event';
comment on view event_row is 'What the rows behind figures are called and where they open, for kernel/indicators';
grant select on event_row to angrid_app;
