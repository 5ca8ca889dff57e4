create table officer_certificate (
  id uuid primary key,
  person_id uuid not null references person,
  name text not null,
  number text not null,
  issuer text not null,
  field text not null,
  valid_from date not null,
  valid_to date not null,
  state text not null default 'valid' check (state in ('valid', 'suspended', 'revoked')),
  reason text,
  grid_code text collate "C" not null,
  version int not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text not null,
  constraint officer_certificate_ends_later check (valid_to > valid_from),
  constraint officer_certificate_says_why check ((state = 'valid') = (reason is null))
);
comment on table officer_certificate is 'Certificates of enforcement officers (执法证件), one in force a person; revoked ones stay';
comment on column officer_certificate.name is 'Name on the card, so that papers of the day keep it';
comment on column officer_certificate.grid_code is 'Grid of the agency the officer enforces for';
create unique index officer_certificate_one on officer_certificate (person_id) where state <> 'revoked';
create unique index officer_certificate_number on officer_certificate (number) where state <> 'revoked';
create index officer_certificate_place on officer_certificate (grid_code, valid_to, id);

alter table officer_certificate enable row level security;
create policy officer_certificate_in_scope on officer_certificate to angrid_app
  using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));
revoke delete on officer_certificate from angrid_app;
revoke update on officer_certificate from angrid_app;
grant update (number, valid_from, valid_to, state, reason, version, changed_at, changed_by)
  on officer_certificate to angrid_app;
