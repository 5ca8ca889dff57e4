-- Papers left, handed over by others or announced are told by acts of their case; the paper takes the way over from there.
alter table legal_document_service drop constraint legal_document_service_way_check;
alter table legal_document_service add constraint legal_document_service_way_check
  check (way in ('paper', 'left', 'account', 'post', 'entrusted', 'announced'));
alter table legal_document_service add column until date;
comment on column legal_document_service.until is 'Last day of a term the document begins by being served, where its case asks for one';
