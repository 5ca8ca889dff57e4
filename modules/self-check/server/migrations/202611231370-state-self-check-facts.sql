create view self_check_fact with (security_invoker = true) as
  select s.id as row_id, f.measure, s.grid_code, array[s.rhythm, coalesce(p.class, '')] as dims, f.day as eff_on, f.day as rec_on, 1 as amount
  from self_check s left join enterprise_parting p on p.id = s.object_id
  cross join lateral (select (s.finished_at at time zone 'Asia/Shanghai')::date as finished) d
  cross join lateral (values
    ('finished', d.finished), ('zero', case when s.zero then d.finished end), ('troubled', case when s.bad > 0 then d.finished end),
    ('due', s.due_on + 1), ('met', case when d.finished <= s.due_on then s.due_on + 1 end)) f(measure, day)
  where f.day is not null;
comment on view self_check_fact is 'Lines of the checks enterprises do of themselves for kernel/indicators';
grant select on self_check_fact to angrid_app;

create trigger self_check_facts_insert after insert on self_check referencing new table as fresh
  for each statement execute function indicator_touch('self_check', 'id');
create trigger self_check_facts_update after update on self_check referencing new table as fresh
  for each statement execute function indicator_touch('self_check', 'id');
create trigger self_check_facts_follow after update of regulator_classes, merged_into on enterprise for each row
  when ((old.regulator_classes, old.merged_into) is distinct from (new.regulator_classes, new.merged_into))
  execute function indicator_touch_of_object('self_check', 'self_check');

create view self_check_row with (security_invoker = true) as
  select s.id as row_id, coalesce(e.name, '') || ' 自查 ' || s.due_on as title, '/self-checks/' || s.id as link
  from self_check s left join enterprise e on e.id = s.object_id;
comment on view self_check_row is 'What the rows behind figures are called and where they open, for kernel/indicators';
grant select on self_check_row to angrid_app;
