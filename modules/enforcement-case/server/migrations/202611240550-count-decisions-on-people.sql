-- Decisions against people, counted apart: told in steps (kernel/indicators/model/disclosure.ts).
create or replace view enforcement_case_fact with (security_invoker = true) as
  select e.id as row_id, f.measure, e.grid_code,
    array[e.procedure, coalesce(e.outcome, ''), coalesce(p.class, '')] as dims, f.day as eff_on, f.day as rec_on, f.amount
  from enforcement_case e left join enterprise_parting p on p.id = e.object_id
  cross join lateral (values
    ('filed', e.filed_on, 1::bigint), ('decided', e.decided_on, 1), ('fine', e.decided_on, e.fine_fen),
    ('decided_person', e.decided_on, (e.party_kind = 'person')::int)) f(measure, day, amount)
  where f.day is not null and f.amount <> 0;
insert into indicator_mark (source, row_id)
  select 'enforcement_case', id from enforcement_case where decided_on is not null and party_kind = 'person';
