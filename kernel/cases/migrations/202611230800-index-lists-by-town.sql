-- Pages of lists and boxes come from an index alone, in their order: a town's as a city's, at ten thousand cases and at ten million.
-- An expression would not do: row-level security lets only plain comparisons of columns reach an index.
alter table case_record
  add column town_code text collate "C" generated always as (left(grid_code, 9)) stored,
  add column due_at timestamptz generated always as (coalesce(overdue_at, 'infinity'::timestamptz)) stored;
comment on column case_record.town_code is 'The town it lies in (its own code when it lies higher), so that one town is an equality and not a range';
comment on column case_record.due_at is 'When its clock runs out, infinity without a clock: the order of boxes and of lists by term';

drop index case_type_page;
drop index case_type_newest;
drop index case_type_due;
drop index case_holder;
drop index case_opened;
drop index case_late;
drop index case_late_due;

create index case_type_newest on case_record (type, opened_at desc, id desc) include (grid_code, object_id, closed_at, state);
create index case_town_newest on case_record (type, town_code, opened_at desc, id desc) include (grid_code, object_id, closed_at, state);
create index case_type_due on case_record (type, due_at, id) include (grid_code, object_id, state) where closed_at is null;
create index case_town_due on case_record (type, town_code, due_at, id) include (grid_code, object_id, state) where closed_at is null;
create index case_holder on case_record (holder_seat_id, due_at, id) include (grid_code, object_id, type) where closed_at is null;
create index case_sent on case_record (opened_seat_id, due_at, id) include (grid_code, object_id, type)
  where closed_at is null and holder_seat_id is distinct from opened_seat_id;
create index case_late on case_record (due_at, id) include (grid_code, object_id, holder_seat_id, type)
  where closed_at is null and stage in ('overdue', 'raised');
create index case_town_late on case_record (town_code, due_at, id) include (grid_code, object_id, holder_seat_id, type)
  where closed_at is null and stage in ('overdue', 'raised');
