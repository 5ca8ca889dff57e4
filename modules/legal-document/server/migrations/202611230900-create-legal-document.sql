create table legal_agency (
  grid_code text collate "C" primary key,
  facts jsonb not null,
  version int not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text not null
);
comment on table legal_agency is 'What documents say of the agency of a grid (执法机关): name, region word, bodies of remedy, account for fines, officers; a county has its own';

create table legal_template (
  id uuid primary key,
  grid_code text collate "C" not null,
  key text not null,
  version int not null,
  from_on date not null,
  template jsonb not null,
  note text not null,
  saved_at timestamptz not null default now(),
  saved_by text not null,
  retired_on date,
  constraint legal_template_once unique (grid_code, key, version),
  constraint legal_template_ends_after_it_begins check (retired_on is null or retired_on >= from_on)
);
comment on table legal_template is 'Versions of document templates (文书模板) an office keeps beside the seeds, which are version 1; the nearest office above counts, and of its versions the latest begun';

create table legal_document (
  id uuid primary key,
  grid_code text collate "C" not null,
  object_id uuid,
  case_id uuid references case_record,
  agency_grid text collate "C" not null,
  key text not null,
  name text not null,
  template_version int not null,
  template jsonb not null,
  "values" jsonb not null,
  audience text not null check (audience in ('external', 'internal')),
  party_name text not null default '',
  state text not null check (state in ('draft', 'issued', 'withdrawn', 'replaced', 'discarded')),
  version int not null default 1,
  number text,
  word text,
  year int,
  seq int,
  words text,
  text_hash text,
  check_code text,
  created_at timestamptz not null default now(),
  created_by text not null,
  created_account uuid not null,
  issued_on date,
  issued_at timestamptz,
  issued_by text,
  served_on date,
  received_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  ended_reason text,
  replaces_id uuid references legal_document,
  constraint legal_document_is_frozen check (state in ('draft', 'discarded') or (words is not null and text_hash is not null and check_code is not null)),
  constraint legal_document_end_has_reason check (state not in ('withdrawn', 'replaced', 'discarded') or ended_reason is not null)
);
comment on table legal_document is 'Enforcement documents (执法文书): drafts with values, and issued ones with their frozen text, number and hash';
comment on column legal_document.template is 'The template as it stood when the draft was begun';
comment on column legal_document.text_hash is 'SM3 over number and words (GB/T 32905), taken when the document was issued';
create index legal_document_place on legal_document (grid_code, created_at desc);
create index legal_document_of_object on legal_document (object_id, created_at desc) where object_id is not null;
create index legal_document_of_case on legal_document (case_id) where case_id is not null;
create index legal_document_by_number on legal_document (number) where number is not null;

create table legal_document_edition (
  document_id uuid not null references legal_document,
  edition int not null,
  sha256 text not null,
  file_id uuid not null references file,
  pages int not null,
  why text not null check (why in ('issued', 'signed')),
  made_at timestamptz not null default now(),
  primary key (document_id, edition)
);
comment on table legal_document_edition is 'PDF files of a document: as issued, and again with each signature taken on the screen; the words are the same in all';

create table legal_document_signature (
  id uuid primary key,
  document_id uuid not null references legal_document,
  field text not null,
  kind text not null check (kind in ('picture', 'paper', 'refused')),
  signer text not null,
  picture bytea,
  reason text,
  witness jsonb,
  signed_at timestamptz not null default now(),
  taken_by text not null,
  constraint legal_signature_has_picture check ((kind = 'picture') = (picture is not null)),
  constraint legal_refusal_has_reason check (kind <> 'refused' or reason is not null)
);
create index legal_signature_of on legal_document_signature (document_id);

create table legal_document_service (
  id uuid primary key,
  document_id uuid not null references legal_document,
  way text not null check (way in ('paper', 'account', 'post')),
  recipient text not null,
  place text not null default '',
  served_on date not null,
  tracking_no text,
  proof_file_id uuid references file,
  served_by text not null,
  served_at timestamptz not null default now(),
  received_at timestamptz,
  received_by text,
  received_picture bytea
);
comment on table legal_document_service is 'How a document reached its party (送达): terms run from the day it was received';
create index legal_service_of on legal_document_service (document_id);

create table legal_number_counter (
  agency_grid text collate "C" not null,
  word text not null,
  year int not null,
  last int not null default 0,
  primary key (agency_grid, word, year)
);
create table legal_number_block (
  id uuid primary key,
  agency_grid text collate "C" not null,
  word text not null,
  year int not null,
  device text not null,
  reserved_at timestamptz not null default now(),
  reserved_by text not null
);
comment on table legal_number_block is 'Numbers set aside for a device that prints without a network (号段)';
create table legal_number (
  agency_grid text collate "C" not null,
  word text not null,
  year int not null,
  n int not null check (n > 0),
  state text not null check (state in ('used', 'reserved', 'returned', 'void')),
  document_id uuid references legal_document,
  block_id uuid references legal_number_block,
  reason text,
  changed_at timestamptz not null default now(),
  changed_by text not null,
  primary key (agency_grid, word, year, n),
  constraint legal_number_used_by_one check ((state = 'used') = (document_id is not null)),
  constraint legal_number_void_has_reason check (state <> 'void' or reason is not null)
);
comment on table legal_number is 'Every number that left the counter and what became of it: none is given twice, none is unaccounted for';
create index legal_number_of_block on legal_number (block_id) where block_id is not null;

alter table legal_agency enable row level security;
create policy legal_agency_of_own_and_around on legal_agency to angrid_app
  using ((select scope_object()) is null
    and (starts_with((select scope_from()), grid_code) or (grid_code >= (select scope_from()) and grid_code < (select scope_to()))))
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));
alter table legal_template enable row level security;
create policy legal_template_of_own_and_above on legal_template to angrid_app
  using ((select scope_object()) is null
    and (starts_with((select scope_from()), grid_code) or (grid_code >= (select scope_from()) and grid_code < (select scope_to()))))
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));

-- The other side sees what was served on it, and nothing before.
alter table legal_document enable row level security;
create policy legal_document_in_scope on legal_document to angrid_app
  using (case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
              else object_id = (select scope_object()) and audience = 'external' and served_on is not null end)
  with check (case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
              else object_id = (select scope_object()) and audience = 'external' and served_on is not null end);
alter table legal_document_edition enable row level security;
create policy legal_edition_of_seen on legal_document_edition to angrid_app
  using (exists (select from legal_document d where d.id = document_id));
alter table legal_document_signature enable row level security;
create policy legal_signature_of_seen on legal_document_signature to angrid_app
  using (exists (select from legal_document d where d.id = document_id));
alter table legal_document_service enable row level security;
create policy legal_service_of_seen on legal_document_service to angrid_app
  using (exists (select from legal_document d where d.id = document_id));

-- A number belongs to an agency, and offices below one without an agency of their own count with the one above.
alter table legal_number_counter enable row level security;
create policy legal_counter_of_own_and_above on legal_number_counter to angrid_app
  using ((select scope_object()) is null
    and (starts_with((select scope_from()), agency_grid) or (agency_grid >= (select scope_from()) and agency_grid < (select scope_to()))));
alter table legal_number_block enable row level security;
create policy legal_block_of_own_and_above on legal_number_block to angrid_app
  using ((select scope_object()) is null
    and (starts_with((select scope_from()), agency_grid) or (agency_grid >= (select scope_from()) and agency_grid < (select scope_to()))));
alter table legal_number enable row level security;
create policy legal_number_of_own_and_above on legal_number to angrid_app
  using ((select scope_object()) is null
    and (starts_with((select scope_from()), agency_grid) or (agency_grid >= (select scope_from()) and agency_grid < (select scope_to()))));

revoke delete on legal_agency, legal_template, legal_document, legal_document_edition, legal_document_signature,
  legal_document_service, legal_number_counter, legal_number_block, legal_number from angrid_app;
revoke update on legal_document_edition, legal_document_signature, legal_number_block from angrid_app;

-- What the public check tells of a document to whoever holds its number and its code: no name, no text.
create function legal_document_check(wanted_number text, wanted_code text)
returns table (id uuid, name text, number text, party_name text, state text, issued_on date, agency text, hashes text[])
language sql stable security definer set search_path = public, pg_temp as $$
  select d.id, d.name, d.number, d.party_name, d.state, d.issued_on, d."values" ->> 'agencyName',
         array(select e.sha256 from legal_document_edition e where e.document_id = d.id order by e.edition)
  from legal_document d
  where d.number = wanted_number and d.check_code = wanted_code and d.state in ('issued', 'withdrawn', 'replaced')
$$;
revoke all on function legal_document_check(text, text) from public;
grant execute on function legal_document_check(text, text) to angrid_app;
