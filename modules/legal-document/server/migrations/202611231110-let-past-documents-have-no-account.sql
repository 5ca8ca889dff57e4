-- A document that was written on paper before the platform was written by nobody's account.
alter table legal_document alter column created_account drop not null;
