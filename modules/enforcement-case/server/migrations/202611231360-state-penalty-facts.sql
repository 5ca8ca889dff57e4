create view enforcement_case_fact with (security_invoker = true) as
  select e.id as row_id, f.measure, e.grid_code,
    array[e.procedure, coalesce(e.outcome, ''), coalesce(p.class, '')] as dims, f.day as eff_on, f.day as rec_on, f.amount
  from enforcement_case e left join enterprise_parting p on p.id = e.object_id
  cross join lateral (values
    ('filed', e.filed_on, 1::bigint), ('decided', e.decided_on, 1), ('fine', e.decided_on, e.fine_fen)) f(measure, day, amount)
  where f.day is not null and f.amount <> 0;
comment on view enforcement_case_fact is 'Lines of penalty cases for kernel/indicators; fines in fen';
grant select on enforcement_case_fact to angrid_app;

create trigger enforcement_case_facts_insert after insert on enforcement_case referencing new table as fresh
  for each statement execute function indicator_touch('enforcement_case', 'id');
create trigger enforcement_case_facts_update after update on enforcement_case referencing new table as fresh
  for each statement execute function indicator_touch('enforcement_case', 'id');

create view enforcement_case_row with (security_invoker = true) as
  select c.id as row_id, c.title, '/enforcement-cases/' || c.id as link from case_record c where c.type = 'enforcement-case';
comment on view enforcement_case_row is 'What the rows behind figures are called and where they open, for kernel/indicators';
grant select on enforcement_case_row to angrid_app;
