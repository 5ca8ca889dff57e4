create table oversight (
  id uuid primary key references case_record,
  grid_code text collate "C" not null,
  subject text not null,
  template text not null,
  scope text not null,
  inspectors text not null,
  planned_on date not null,
  visited_on date,
  points jsonb not null default '[]',
  state text not null,
  closed_on date
);
comment on table oversight is 'Inspections of lower governments (督导检查) as their acts say: computed, kept for lists and figures; the acts are in case_act';
comment on column oversight.grid_code is 'Grid whose office is inspected';
create index oversight_place on oversight (grid_code, state);

create table oversight_finding (
  oversight_id uuid not null references oversight,
  no int not null check (no > 0),
  grid_code text collate "C" not null,
  item_code text not null,
  text text not null,
  found_on date not null,
  due_on date not null,
  state text not null check (state in ('open', 'replied', 'passed')),
  reply text,
  replied_on date,
  passed_on date,
  primary key (oversight_id, no),
  constraint oversight_finding_passed_has_day check ((state = 'passed') = (passed_on is not null))
);
comment on table oversight_finding is 'What an inspection found, one row each, so that every figure opens its rows';
comment on column oversight_finding.due_on is 'Day by which it is to be put right: as ordered, as granted, or as given anew when sent back';
create index oversight_finding_place on oversight_finding (grid_code, found_on);
create index oversight_finding_again on oversight_finding (grid_code, item_code, found_on);

alter table oversight enable row level security;
create policy oversight_in_scope on oversight to angrid_app
  using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));
alter table oversight_finding enable row level security;
create policy oversight_finding_in_scope on oversight_finding to angrid_app
  using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));
revoke delete on oversight, oversight_finding from angrid_app;

-- Where an inspection lies is said by its case; the copies here, kept for figures, go along.
create function oversight_follow_case() returns trigger language plpgsql as $$
begin
  update oversight set grid_code = new.grid_code where id = new.id;
  update oversight_finding set grid_code = new.grid_code where oversight_id = new.id;
  return null;
end $$;
create trigger oversight_follows_case after update of grid_code on case_record
  for each row when (new.type = 'oversight' and old.grid_code is distinct from new.grid_code)
  execute function oversight_follow_case();
