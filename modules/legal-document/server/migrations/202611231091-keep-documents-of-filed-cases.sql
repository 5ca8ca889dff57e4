-- A document of a case that was put away stays as it was bound; whoever changes one waits for a binding under way.
create function refuse_documents_of_filed() returns trigger
language plpgsql as $$
begin
  if exists (select from case_record c where c.id = new.case_id and c.filed_as is not null for share) then
    raise exception 'the case of the document was put away'
      using errcode = 'check_violation', constraint = 'case_act_not_of_filed';
  end if;
  return new;
end $$;
create trigger legal_document_not_of_filed before insert or update of state, "values", served_on, received_at on legal_document
  for each row when (new.case_id is not null) execute function refuse_documents_of_filed();
