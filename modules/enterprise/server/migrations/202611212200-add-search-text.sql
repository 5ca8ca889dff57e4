-- All an enterprise is searched by in one text, half-width and small: one comparison instead of eight with functions.
-- Phone numbers are found whole only; digit by digit would get round the masks.
alter table enterprise add column search_text text not null default '';
comment on column enterprise.search_text is 'Normalized texts people search by, a line each; the pairs in enterprise_search are cut from them';
update enterprise set search_text = lower(replace(normalize(concat_ws(E'\n', name, former_name, credit_code, address, contact,
  principal, initials), nfkc), ' ', ''));
create index enterprise_contact_phone on enterprise (contact_phone) where contact_phone is not null;
create index enterprise_principal_phone on enterprise (principal_phone) where principal_phone is not null;
