create view legal_document_fact with (security_invoker = true) as
  select d.id as row_id, f.measure, d.grid_code, array[d.agency_grid, d.key] as dims, d.issued_on as eff_on, d.issued_on as rec_on, 1 as amount
  from legal_document d
  cross join lateral (values ('issued'),
    (case d.key when 'rectification_order' then 'order' when 'reinspection_opinion' then 'opinion' end)) f(measure)
  where d.issued_on is not null and d.state = 'issued' and f.measure is not null;
comment on view legal_document_fact is 'Lines of issued enforcement documents for kernel/indicators';
grant select on legal_document_fact to angrid_app;

create trigger legal_document_facts_insert after insert on legal_document referencing new table as fresh
  for each statement execute function indicator_touch('legal_document', 'id');
create trigger legal_document_facts_update after update on legal_document referencing new table as fresh
  for each statement execute function indicator_touch('legal_document', 'id');

create view legal_document_row with (security_invoker = true) as
  select id as row_id, concat_ws(' ', name, number, party_name) as title, '/legal-documents/' || id as link from legal_document;
comment on view legal_document_row is 'What the rows behind figures are called and where they open, for kernel/indicators';
grant select on legal_document_row to angrid_app;
