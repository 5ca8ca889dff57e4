-- What somebody said of a row nobody could tell is known the next time the same office sends its list.
alter table reconciliation_difference drop constraint reconciliation_difference_verdict_check,
  add constraint reconciliation_difference_verdict_check check (verdict in ('platform', 'office', 'definition', 'verified', 'same', 'foreign'));
create table reconciliation_identity (
  grid_code text collate "C" not null,
  list text not null,
  line_key text not null,
  row_id uuid,
  reason text not null default '',
  actor text not null,
  at timestamptz not null default now(),
  primary key (grid_code, list, line_key)
);
comment on table reconciliation_identity is 'Which row of the platform a row of an office''s list is, because somebody said so';
comment on column reconciliation_identity.line_key is 'What the row says in the columns by which rows are told apart';
comment on column reconciliation_identity.row_id is 'Null where somebody said that it is none of this office';
alter table reconciliation_identity enable row level security;
create policy reconciliation_identity_in_scope on reconciliation_identity to angrid_app
  using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));
