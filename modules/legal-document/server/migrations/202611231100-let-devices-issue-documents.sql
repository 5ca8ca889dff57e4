alter table legal_number_block
  add column device_id uuid,
  add column account_id uuid,
  add column region text,
  add constraint legal_block_of_device_says_whose check ((device_id is null) = (account_id is null) and (device_id is null) = (region is null));
comment on column legal_number_block.device_id is 'The device that holds the numbers and prints without a network; null for a block somebody keeps by hand';
comment on column legal_number_block.region is 'Region word (地区字) of the day the block was given: the number on the paper is made with it';
create index legal_block_of_device on legal_number_block (device_id, account_id) where device_id is not null;

alter table legal_number add column check_code text;
comment on column legal_number.check_code is 'Check code that goes with a number on a device, so that the paper can be checked; gone when the number is given back';
create unique index legal_number_by_code on legal_number (check_code) where check_code is not null;

alter table legal_document
  add column series text,
  add column made_at timestamptz,
  add column device_id uuid,
  add column notes text[] not null default '{}';
comment on column legal_document.series is 'Line above the title as it was issued; null for drafts and for what was issued before it was kept';
comment on column legal_document.made_at is 'When the device issued it, by its own clock; null for documents issued by the server';
comment on column legal_document.notes is 'What is to be known of a document a device issued: older template, other than the case says';

-- What the public check tells of a number whose document is not there: still on its way from a device, or void.
create function legal_number_check(wanted_number text, wanted_code text)
returns table (state text, agency text)
language sql stable security definer set search_path = public, pg_temp as $$
  select l.state, a.facts ->> 'name'
  from legal_number l
  join legal_number_block b on b.id = l.block_id
  join legal_agency a on a.grid_code = l.agency_grid
  where l.check_code = wanted_code and l.state in ('reserved', 'void')
    and wanted_number = '（' || b.region || '）' || l.word || '〔' || l.year || '〕' || l.n || '号'
$$;
revoke all on function legal_number_check(text, text) from public;
grant execute on function legal_number_check(text, text) to angrid_app;
