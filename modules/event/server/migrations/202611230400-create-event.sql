create table event (
  id uuid primary key references case_record,
  grid_code text collate "C" not null,
  object_id uuid,
  item_code text not null,
  category text not null,
  level text not null check (level in ('V', 'T', 'D')),
  priority text not null check (priority in ('A', 'B', 'C')),
  special text,
  what text not null,
  place text not null,
  found_on date not null,
  due_on date not null,
  state text not null,
  finder_seat_id uuid,
  reply text,
  closed_on date,
  merged_into uuid references event,
  hazard_id uuid references case_record,
  constraint event_not_into_itself check (merged_into is distinct from id)
);
comment on table event is 'Events of the grid (事件) as their acts say: computed, kept for lists and figures; the acts are in case_act';
comment on column event.due_on is 'Last day by which it has to be closed, as set when it was registered, never later than the item allows';
comment on column event.finder_seat_id is 'Seat that found it: it verifies, and gets the answer';
comment on column event.merged_into is 'The event found first, when this one is the same matter (已并案)';
comment on column event.hazard_id is 'The hazard that was made of it (转为隐患)';
create index event_place on event (grid_code, state);
create index event_found on event (grid_code, found_on);
create index event_double on event (item_code, grid_code, found_on);
create index event_merged on event (merged_into) where merged_into is not null;

alter table event enable row level security;
create policy event_in_scope on event to angrid_app
  using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));
revoke delete on event from angrid_app;

-- Where an event lies and whom it concerns is said by its case; the copy here, kept for figures, goes along.
create function event_follow_case() returns trigger language plpgsql as $$
begin
  update event set grid_code = new.grid_code, object_id = new.object_id where id = new.id;
  return null;
end $$;
create trigger event_follows_case after update of grid_code, object_id on case_record
  for each row when (new.type = 'event' and (old.grid_code, old.object_id) is distinct from (new.grid_code, new.object_id))
  execute function event_follow_case();
