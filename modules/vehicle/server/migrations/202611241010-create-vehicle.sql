create table vehicle (
  id uuid primary key,
  object_id uuid not null,
  grid_code text collate "C" not null,
  plate text not null,
  plate_color smallint not null,
  kind text not null,
  permit text,
  permit_until date,
  load_tonnes numeric(7, 2),
  hazard_class text,
  phone text,
  device_id uuid references device,
  profile jsonb not null,
  speed_limit_kmh smallint check (speed_limit_kmh between 20 and 120),
  version int not null default 1,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  withdrawn_reason text
);
comment on table vehicle is 'Vehicles that carry hazardous goods (危险货物运输车辆) of an enterprise, and the terminal each speaks through';
comment on column vehicle.profile is 'What its terminal can do besides the standard: words of 0x8105 that cut and restore the power, whether it can be listened to';
comment on column vehicle.hazard_class is 'Class of GB 6944 it is licensed for, as in its permit';
create unique index vehicle_plate on vehicle (plate) where withdrawn_at is null;
create unique index vehicle_phone on vehicle (phone) where withdrawn_at is null;
create index vehicle_place on vehicle (grid_code) where withdrawn_at is null;
create index vehicle_of_object on vehicle (object_id) where withdrawn_at is null;
create unique index vehicle_of_device on vehicle (device_id) where withdrawn_at is null;

create table crew_member (
  id uuid primary key,
  object_id uuid not null,
  grid_code text collate "C" not null,
  name text not null,
  duty text not null check (duty in ('driver', 'escort')),
  phone text,
  certificate text not null,
  certified_until date not null,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz
);
comment on table crew_member is 'Drivers and escorts (驾驶员、押运员) of hazardous goods with their qualification';
create index crew_member_of_object on crew_member (object_id) where withdrawn_at is null;

create table waybill (
  id uuid primary key,
  vehicle_id uuid not null references vehicle,
  object_id uuid not null,
  grid_code text collate "C" not null,
  number text not null,
  un_number text not null check (un_number ~ '^\d{4}$'),
  cargo text not null,
  hazard_class text not null,
  tonnes numeric(7, 2) not null check (tonnes > 0),
  shipper text not null,
  consignee text not null,
  origin text not null,
  destination text not null,
  route jsonb,
  corridor_m int not null check (corridor_m between 50 and 5000),
  driver_id uuid not null references crew_member,
  escort_id uuid not null references crew_member,
  leaves_at timestamptz not null,
  arrives_at timestamptz not null check (arrives_at > leaves_at),
  started_at timestamptz,
  ended_at timestamptz,
  cancelled_reason text,
  created_at timestamptz not null default now(),
  check (ended_at is null or started_at is not null or cancelled_reason is not null)
);
comment on table waybill is 'Waybills of hazardous goods (危险货物运单): what is carried, by whom, from where to where; loaded between started_at and ended_at';
comment on column waybill.route is 'GeoJSON line of the planned way, WGS-84; null where any way will do';
create unique index waybill_number on waybill (object_id, number);
create unique index waybill_under_way on waybill (vehicle_id) where started_at is not null and ended_at is null;
create index waybill_of_vehicle on waybill (vehicle_id, leaves_at desc);

create table fence (
  id uuid primary key,
  grid_code text collate "C" not null,
  name text not null,
  kind text not null,
  rule text not null check (rule in ('no-entry', 'speed', 'no-stop', 'note', 'depot')),
  shape jsonb not null,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  speed_kmh smallint check (speed_kmh between 5 and 120),
  days smallint[] not null default '{1,2,3,4,5,6,7}',
  from_minute smallint not null default 0 check (from_minute between 0 and 1439),
  to_minute smallint not null default 1440 check (to_minute between 1 and 1440),
  basis text not null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  constraint fence_speed check ((rule = 'speed') = (speed_kmh is not null))
);
comment on table fence is 'Places hazardous goods must not enter, drive fast through or stop in, by day and hour (电子围栏); for all vehicles, whoever owns them';
comment on column fence.shape is 'GeoJSON polygon, or {type: Circle, center: [lng, lat], metres}; WGS-84';
comment on column fence.from_minute is 'Minutes of the day in China; when it is after to_minute the time goes over midnight';
create index fence_place on fence (grid_code) where withdrawn_at is null;

create table vehicle_alert (
  id uuid primary key,
  vehicle_id uuid not null references vehicle,
  plate text not null,
  object_id uuid not null,
  grid_code text collate "C" not null,
  fence_id uuid references fence,
  fence_grid_code text collate "C",
  kind text not null,
  subject text not null default '',
  level smallint not null check (level between 1 and 3),
  began_at timestamptz not null,
  ended_at timestamptz,
  lng double precision,
  lat double precision,
  facts jsonb not null,
  raised_at timestamptz not null default now(),
  handled_at timestamptz,
  cause text check (cause in ('true', 'false', 'permitted', 'test')),
  handling text,
  handled_by jsonb,
  check ((handled_at is null) = (cause is null) and (handled_at is null) = (handling is null))
);
comment on table vehicle_alert is 'What a vehicle did that somebody must look at; ends by itself, is closed only with a cause and a word';
comment on column vehicle_alert.plate is 'As it was then: whoever answers for a fence reads it here and has no right to the vehicle';
comment on column vehicle_alert.subject is 'Which fence, or which bit of the terminal: one alert of a kind and subject is open at a time';
create unique index vehicle_alert_standing on vehicle_alert (vehicle_id, kind, subject) where ended_at is null;
create index vehicle_alert_place on vehicle_alert (grid_code, began_at desc);
create index vehicle_alert_open on vehicle_alert (grid_code, level) where handled_at is null;
create index vehicle_alert_of_vehicle on vehicle_alert (vehicle_id, began_at desc);
create index vehicle_alert_at_fence on vehicle_alert (fence_grid_code, began_at desc) where fence_grid_code is not null;

create table vehicle_watch (
  vehicle_id uuid primary key references vehicle,
  state jsonb not null,
  grid_code text collate "C" not null,
  object_id uuid not null
) with (fillfactor = 70);
comment on table vehicle_watch is 'How far the places of a vehicle were judged: what it was doing then';

create table vehicle_order (
  id uuid primary key,
  vehicle_id uuid not null references vehicle,
  object_id uuid not null,
  grid_code text collate "C" not null,
  kind text not null,
  params jsonb not null,
  basis text not null,
  reason text not null,
  valid_seconds int not null check (valid_seconds between 5 and 3600),
  needs_release boolean not null,
  asked_at timestamptz not null default now(),
  asked_by_person uuid not null,
  asked_by jsonb not null,
  released_at timestamptz,
  released_by_person uuid,
  released_by jsonb,
  refused_at timestamptz,
  refused_reason text,
  command_id uuid references device_command,
  constraint order_two_persons check (released_by_person is null or released_by_person <> asked_by_person),
  constraint order_released_whole check ((released_at is null) = (released_by_person is null) and (released_at is null) = (released_by is null)),
  constraint order_sent_released check (command_id is null or not needs_release or released_at is not null)
);
comment on table vehicle_order is 'Orders to vehicles (车辆指令): who asked, on what basis, who released it; what the gateway made of it stands in device_command';
create index vehicle_order_of_vehicle on vehicle_order (vehicle_id, asked_at desc);
create index vehicle_order_open on vehicle_order (grid_code, asked_at desc) where command_id is null and refused_at is null;

do $$
declare t text;
begin
  foreach t in array array['vehicle', 'crew_member', 'waybill', 'vehicle_watch', 'vehicle_order'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy %I on %I to angrid_app using (
        (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or object_id = (select scope_object())
      ) with check (
        (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or object_id = (select scope_object()))', t || '_in_scope', t);
  end loop;
end $$;
-- Who made a fence must know who broke it, wherever the vehicle is from.
alter table vehicle_alert enable row level security;
create policy vehicle_alert_in_scope on vehicle_alert to angrid_app
  using ((grid_code >= (select scope_from()) and grid_code < (select scope_to())) or object_id = (select scope_object())
    or (fence_grid_code >= (select scope_from()) and fence_grid_code < (select scope_to())))
  with check ((grid_code >= (select scope_from()) and grid_code < (select scope_to())) or object_id = (select scope_object())
    or (fence_grid_code >= (select scope_from()) and fence_grid_code < (select scope_to())));
-- Fences are public to whoever drives by them; only who answers for the place may change one.
alter table fence enable row level security;
create policy fence_seen on fence for select to angrid_app using (true);
create policy fence_made on fence for insert to angrid_app with check (grid_code >= (select scope_from()) and grid_code < (select scope_to()));
create policy fence_changed on fence for update to angrid_app
  using (grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check (grid_code >= (select scope_from()) and grid_code < (select scope_to()));
revoke delete on vehicle, crew_member, waybill, fence, vehicle_alert, vehicle_order from angrid_app;
