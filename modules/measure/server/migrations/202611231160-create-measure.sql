create table measure (
  id uuid primary key references case_record,
  grid_code text collate "C" not null,
  object_id uuid,
  state text not null,
  kind text not null check (kind in ('stop', 'seizure')),
  type text not null,
  scope text not null,
  urgent boolean not null,
  taken_on date not null,
  served_on date,
  due_on date,
  tested_since date,
  cut_from timestamp,
  asked_on date,
  lifted_on date
);
comment on table measure is 'Measures that cannot wait (现场处理和强制措施) as their acts say: computed, kept for lists; the acts are in case_act';
comment on column measure.due_on is 'Last day as served or lengthened; days of tests are added by the clock of the case';
comment on column measure.cut_from is 'Since when power or explosives are cut off, local time; null when they are not';
create index measure_place on measure (grid_code, state);
create index measure_of_object on measure (object_id, taken_on desc) where object_id is not null;

alter table measure enable row level security;
-- The enterprise knows of what is done at once and of what was served; what is still asked for is the office's.
create policy measure_in_scope on measure to angrid_app using (
  case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
       else object_id = (select scope_object()) and (urgent or served_on is not null) end
) with check (
  case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
       else object_id = (select scope_object()) and (urgent or served_on is not null) end
);
revoke delete on measure from angrid_app;

-- Where a measure lies and whom it concerns is said by its case; the copy here goes along.
create function measure_follow() returns trigger language plpgsql as $$
begin
  update measure set grid_code = new.grid_code, object_id = new.object_id where id = new.id;
  return null;
end $$;
create trigger measure_follows after update of grid_code, object_id on case_record
  for each row when (new.type = 'measure' and (old.grid_code, old.object_id) is distinct from (new.grid_code, new.object_id))
  execute function measure_follow();
