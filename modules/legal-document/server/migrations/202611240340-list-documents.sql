create view legal_document_roll with (security_invoker = true) as
  select d.id as row_id, d.grid_code, d.issued_on as day, concat_ws(' ', d.name, d.number, nullif(d.party_name, '')) as title, '/legal-documents/' || d.id as link,
    jsonb_build_object('number', d.number, 'party', e.credit_code, 'name', nullif(d.party_name, ''), 'title', d.name,
      'day', d.issued_on::text) as facts
  from legal_document d left join known_enterprise e on e.id = d.object_id
  where d.issued_on is not null and d.state = 'issued';
comment on view legal_document_roll is 'Issued documents as offices list them (文书台账), for modules/reconciliation';
grant select on legal_document_roll to angrid_app;
