create table patrol (
  id uuid primary key,
  object_id uuid not null,
  object_kind text not null check (object_kind in ('enterprise', 'place')),
  object_name text not null,
  grid_code text collate "C" not null,
  layer text not null default 'safety',
  level text not null check (level in ('grid', 'town', 'county')),
  seat_id uuid not null references seat,
  person_id uuid not null references person,
  officer text not null,
  seat_title text not null,
  body_name text not null,
  visited_on date not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  received_at timestamptz not null,
  lng double precision,
  lat double precision,
  accuracy_m double precision,
  object_lng double precision,
  object_lat double precision,
  distance_m int,
  reason text not null default '',
  template text,
  items int not null,
  findings int not null,
  flags text[] not null default '{}',
  note text not null default '',
  met_by text not null default '',
  signature uuid,
  photos uuid[] not null default '{}',
  withdrawn_at timestamptz,
  withdrawn_reason text,
  constraint patrol_ends_after_start check (ended_at >= started_at),
  constraint patrol_withdrawn_whole check ((withdrawn_at is null) = (withdrawn_reason is null)),
  constraint patrol_point_whole check ((lng is null) = (lat is null))
);
comment on table patrol is 'Patrols (巡查): visits of grid staff and officers. No inspection under the enforcement rules, and never counted as one';
comment on column patrol.level is 'Level whose cycle the visit serves, by the grid of the seat';
comment on column patrol.object_lng is 'Where the object stood on that day, so that the distance can be understood later';
comment on column patrol.flags is 'What makes the visit worth a second look; said, never refused';
comment on column patrol.visited_on is 'Day of the start in China';
create index patrol_place on patrol (grid_code, started_at desc, id desc);
create index patrol_of_object on patrol (object_id, level, visited_on desc) where withdrawn_at is null;
create index patrol_of_person on patrol (person_id, started_at desc);

create table patrol_item (
  patrol_id uuid not null references patrol,
  seq int not null,
  grid_code text collate "C" not null,
  code text not null,
  question text not null,
  result text not null check (result in ('ok', 'not_ok', 'na')),
  note text not null default '',
  photos uuid[] not null default '{}',
  follow text check (follow in ('hazard', 'event', 'fixed')),
  case_id uuid references case_record,
  primary key (patrol_id, seq),
  constraint patrol_item_unmet_is_followed check ((result = 'not_ok') = (follow is not null))
);
comment on table patrol_item is 'What was looked at on a patrol, what was seen, and the hazard or event it became';
create index patrol_item_case on patrol_item (case_id) where case_id is not null;

do $$
declare name text;
begin
  foreach name in array array['patrol', 'patrol_item'] loop
    execute format('alter table %I enable row level security', name);
    execute format($p$create policy %I on %I to angrid_app
      using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
      with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
    $p$, name || '_in_scope', name);
  end loop;
end $$;
revoke delete on patrol, patrol_item from angrid_app;
