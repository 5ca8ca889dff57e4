-- What was done, whatever it was about: the address with its ids taken out.
alter table field_record add column kind text collate "C" not null
  generated always as (regexp_replace(about_path, '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}', ':id', 'g')) stored;
comment on column field_record.kind is 'Address of the operation without its ids, by which lists are narrowed';
