create table archive_office (
  grid_code text collate "C" primary key,
  fonds text not null,
  category text not null,
  unit text not null,
  version int not null default 1,
  changed_at timestamptz not null default now(),
  changed_by text not null,
  constraint archive_office_codes check (fonds ~ '^[A-Z0-9]{2,8}$' and category ~ '^[A-Z]{2}$' and unit ~ '^[A-Z0-9]{1,8}$')
);
comment on table archive_office is 'How an office numbers its archives: fonds (全宗号), category (档案门类) and unit (机构代码); the nearest one above a place counts';

create table archive_retention (
  id uuid primary key,
  key text not null,
  retention text not null check (retention in ('permanent', 'thirty', 'ten')),
  reason text not null,
  approved_by text not null,
  set_at timestamptz not null default clock_timestamp(),
  set_by text not null
);
comment on table archive_retention is 'Retention periods (保管期限) an office set instead of the declared ones: the last row of a key counts, the others are its history';
create index archive_retention_of_key on archive_retention (key, set_at desc);

create table archive_volume (
  id uuid primary key,
  case_id uuid not null references case_record,
  kind text not null,
  grid_code text collate "C" not null,
  object_id uuid,
  title text not null,
  party text not null default '',
  case_number text,
  closed_at timestamptz not null,
  retention_key text not null,
  state text not null check (state in ('draft', 'binding', 'failed', 'bound', 'superseded', 'destroyed')),
  version int not null default 1,
  edits jsonb not null default '{}',
  fonds text,
  category text,
  year int,
  retention text check (retention in ('permanent', 'thirty', 'ten')),
  unit text,
  item int,
  archive_no text,
  checker text,
  situation text,
  pages int,
  sha256 text,
  sm3 text,
  size bigint,
  case_acts int,
  case_head text,
  checks jsonb,
  progress jsonb,
  fault text,
  bound_at timestamptz,
  bound_by text,
  bound_seat uuid,
  bound_account uuid,
  retain_until date,
  begun_at timestamptz not null default now(),
  begun_by text not null,
  ended_at timestamptz,
  ended_reason text,
  constraint archive_volume_number_is_whole check (
    (archive_no is null) = (item is null) and (archive_no is null) = (year is null) and (archive_no is null) = (retention is null)),
  constraint archive_volume_bound_is_whole check (
    state not in ('bound', 'superseded', 'destroyed')
    or (archive_no is not null and pages is not null and sha256 is not null and sm3 is not null and bound_at is not null)),
  constraint archive_volume_end_has_reason check ((state in ('superseded', 'destroyed')) = (ended_reason is not null))
);
comment on table archive_volume is 'Volumes (案卷): one bound file of one case; a volume that was taken out again stays beside the one that follows it';
comment on column archive_volume.edits is 'What the archivist changed of the proposed contents: order, titles, what is left out and why';
comment on column archive_volume.sm3 is 'SM3 of the bundle (GB/T 32905), beside its SHA-256';
comment on column archive_volume.case_head is 'Hash of the last act of the case that is in the bundle';
comment on column archive_volume.retain_until is 'Last day of the retention period; null for ever';
create unique index archive_volume_one_at_hand on archive_volume (case_id) where state in ('draft', 'binding', 'failed', 'bound');
create unique index archive_volume_no on archive_volume (archive_no) where archive_no is not null;
create index archive_volume_place on archive_volume (grid_code, bound_at desc, id desc) where state in ('binding', 'failed', 'bound', 'superseded', 'destroyed');
create index archive_volume_of_case on archive_volume (case_id);
create index archive_volume_over on archive_volume (retain_until, id) where state = 'bound' and retain_until is not null;

create table archive_entry (
  volume_id uuid not null references archive_volume,
  n int not null,
  ref text not null,
  part text not null check (part in ('cover', 'contents', 'document', 'file', 'acts', 'endnote')),
  title text not null,
  number text,
  dated date,
  author text not null default '',
  media_type text not null,
  file_name text not null default '',
  sha256 text not null,
  sm3 text not null,
  size bigint not null,
  pages int not null,
  first_page int,
  annex boolean not null,
  note text not null default '',
  primary key (volume_id, n),
  constraint archive_entry_annex_has_no_page check (annex = (first_page is null))
);
comment on table archive_entry is 'Components of a volume in their order: pages of the bundle, and annexes that cannot be a page, each with the hashes of its own bytes';

create table archive_counter (
  fonds text not null,
  category text not null,
  year int not null,
  retention text not null,
  unit text not null,
  last int not null default 0,
  primary key (fonds, category, year, retention, unit)
);
comment on table archive_counter is 'Last item (件号) given in each series; an item that came to nothing is given again first';
create table archive_free_item (
  fonds text not null,
  category text not null,
  year int not null,
  retention text not null,
  unit text not null,
  item int not null,
  primary key (fonds, category, year, retention, unit, item)
);

create table archive_page_count (
  sha256 text primary key,
  pages int,
  fault text
);
comment on table archive_page_count is 'How many pages a PDF has, counted once per content; fault says why it cannot be bound';

create table archive_log (
  id uuid primary key,
  volume_id uuid not null references archive_volume,
  at timestamptz not null default clock_timestamp(),
  account_id uuid,
  who text not null,
  what text not null check (what in ('looked', 'downloaded', 'checked', 'lent', 'refused', 'returned', 'expired', 'exported', 'taken-out', 'appraised', 'destroyed')),
  purpose text not null,
  loan_id uuid,
  detail jsonb not null default '{}'
);
comment on table archive_log is 'Who looked at, took away, checked, lent or exported a volume, when and what for; never changed';
create index archive_log_of_volume on archive_log (volume_id, at desc, id desc);

create table archive_loan (
  id uuid primary key,
  volume_id uuid not null references archive_volume,
  grid_code text collate "C" not null,
  account_id uuid not null,
  seat_id uuid not null,
  borrower text not null,
  reason text not null,
  extent text not null,
  days int not null check (days between 1 and 15),
  state text not null check (state in ('asked', 'lent', 'refused', 'withdrawn', 'returned', 'expired')),
  asked_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by text,
  decision text,
  due_on date,
  ended_at timestamptz,
  constraint archive_loan_lent_until check (state not in ('lent', 'returned', 'expired') or due_on is not null),
  constraint archive_loan_refusal_says_why check (state <> 'refused' or decision is not null)
);
comment on table archive_loan is 'Lending (借阅): asked with reason and extent, granted by the head for at most 15 days, ended by giving back or by its day';
create unique index archive_loan_one on archive_loan (volume_id, account_id) where state in ('asked', 'lent');
create index archive_loan_place on archive_loan (grid_code, asked_at desc, id desc);
create index archive_loan_due on archive_loan (due_on) where state = 'lent';

create table archive_taking_out (
  id uuid primary key,
  volume_id uuid not null references archive_volume,
  grid_code text collate "C" not null,
  reason text not null,
  state text not null check (state in ('asked', 'granted', 'refused')),
  asked_at timestamptz not null default now(),
  asked_account uuid not null,
  asked_by text not null,
  decided_at timestamptz,
  decided_by text,
  decision text
);
comment on table archive_taking_out is 'Asking to take a bound case out again (撤卷), and what the head said';
create unique index archive_taking_out_one on archive_taking_out (volume_id) where state = 'asked';

create table archive_appraisal (
  id uuid primary key,
  volume_id uuid not null references archive_volume,
  grid_code text collate "C" not null,
  decision text not null check (decision in ('extend', 'destroy')),
  years int,
  reason text not null,
  appraisers text not null,
  state text not null check (state in ('proposed', 'approved', 'refused', 'done')),
  proposed_at timestamptz not null default now(),
  proposed_account uuid not null,
  proposed_by text not null,
  decided_at timestamptz,
  decided_account uuid,
  decided_by text,
  opinion text,
  first_account uuid,
  first_by text,
  first_at timestamptz,
  second_account uuid,
  second_by text,
  second_at timestamptz,
  constraint archive_appraisal_extends_by check ((decision = 'extend') = (years is not null)),
  constraint archive_appraisal_two_people check (decided_account is distinct from proposed_account),
  constraint archive_appraisal_two_supervisors check (first_account is null or second_account is distinct from first_account)
);
comment on table archive_appraisal is 'Appraisal (鉴定) of a volume whose period is over: proposed by one, approved by another; destruction is watched by two more';
create unique index archive_appraisal_one on archive_appraisal (volume_id) where state in ('proposed', 'approved');

-- Nobody but offices sees archives; an enterprise does not know that there are any.
do $$
declare name text;
begin
  foreach name in array array['archive_volume', 'archive_loan', 'archive_taking_out', 'archive_appraisal'] loop
    execute format('alter table %I enable row level security', name);
    execute format($p$create policy %I on %I to angrid_app using (
      (select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to())
    ) with check (
      (select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to())
    )$p$, name || '_in_scope', name);
  end loop;
  foreach name in array array['archive_entry', 'archive_log'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy %I on %I to angrid_app using (exists (select from archive_volume v where v.id = volume_id))', name || '_of_seen', name);
  end loop;
end $$;
alter table archive_office enable row level security;
create policy archive_office_of_own_and_around on archive_office to angrid_app
  using ((select scope_object()) is null
    and (starts_with((select scope_from()), grid_code) or (grid_code >= (select scope_from()) and grid_code < (select scope_to()))))
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));

revoke delete on archive_office, archive_retention, archive_volume, archive_entry, archive_counter, archive_log, archive_loan,
  archive_taking_out, archive_appraisal from angrid_app;
revoke update on archive_retention, archive_entry, archive_log from angrid_app;
grant delete on archive_volume to angrid_app;

-- Closed cases that wait for their volume, in the order of their closing; ordinary hazards keep no file of their own.
create index case_waits_for_volume on case_record (type, state, state_since, id) include (grid_code, object_id)
  where filed_as is null and type in ('enforcement-case', 'inspection');
