-- Whoever opens a figure looks for an enterprise: a row begins with its name.
create or replace view enforcement_case_row with (security_invoker = true) as
  select c.id as row_id, concat_ws(' · ', e.name, c.title) as title, '/enforcement-cases/' || c.id as link
  from case_record c left join enterprise e on e.id = c.object_id where c.type = 'enforcement-case';
