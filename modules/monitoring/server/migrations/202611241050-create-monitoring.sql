create table monitor_point (
  id uuid primary key,
  object_id uuid not null,
  grid_code text collate "C" not null,
  device_id uuid not null references device,
  series_no integer not null references series,
  unit_name text not null,
  name text not null,
  parameter text not null,
  unit text not null,
  medium text,
  is_dangerous boolean not null,
  template text,
  range_low double precision not null,
  range_high double precision not null check (range_high > range_low),
  rule jsonb not null,
  rule_version int not null default 1,
  stale_minutes int not null check (stale_minutes between 1 and 1440),
  version int not null default 1,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  withdrawn_reason text
);
comment on table monitor_point is 'Points of installations (监测点): which series of which device, what it means, and the rule it is judged by';
comment on column monitor_point.unit_name is 'Tank, reactor, warehouse or area it belongs to, as the plant calls it';
comment on column monitor_point.rule is 'The rule in force (model/judge.ts PointRule); changed only through point_change by two persons';
create unique index monitor_point_of_series on monitor_point (series_no) where withdrawn_at is null;
create index monitor_point_place on monitor_point (grid_code) where withdrawn_at is null;
create index monitor_point_of_object on monitor_point (object_id, unit_name) where withdrawn_at is null;
create index monitor_point_of_device on monitor_point (device_id) where withdrawn_at is null;

create table point_watch (
  point_id uuid primary key references monitor_point,
  object_id uuid not null,
  grid_code text collate "C" not null,
  state jsonb,
  at timestamptz(3),
  received_at timestamptz(3),
  value double precision,
  quality text
) with (fillfactor = 60);
comment on table point_watch is 'How far the readings of a point were judged, and the newest of them';

create table point_change (
  id uuid primary key,
  point_id uuid not null references monitor_point,
  object_id uuid not null,
  grid_code text collate "C" not null,
  before jsonb not null,
  rule jsonb not null,
  reason text not null,
  state text not null default 'asked' check (state in ('asked', 'released', 'rejected', 'withdrawn')),
  asked_at timestamptz not null default now(),
  asked_by_person uuid not null,
  asked_by jsonb not null,
  settled_at timestamptz,
  settled_by_person uuid,
  settled_by jsonb,
  answer text,
  rule_version int,
  constraint change_two_persons check (state <> 'released' or settled_by_person <> asked_by_person),
  constraint change_settled_whole check ((state = 'asked') = (settled_at is null) and (settled_at is null) = (settled_by is null))
);
comment on table point_change is 'Changes of the rule of a point: who asked and why, who else released it, which version it became';
create unique index point_change_asked on point_change (point_id) where state = 'asked';
create index point_change_of_point on point_change (point_id, asked_at desc);

create table point_window (
  id uuid primary key,
  point_id uuid not null references monitor_point,
  object_id uuid not null,
  grid_code text collate "C" not null,
  kind text not null check (kind in ('calibration', 'maintenance')),
  from_at timestamptz not null,
  to_at timestamptz not null check (to_at > from_at),
  reason text not null,
  by_person uuid not null,
  by jsonb not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
comment on table point_window is 'Times in which what a point says is of its calibration or maintenance and raises nothing; over by themselves';
create index point_window_of_point on point_window (point_id, to_at desc);

create table point_shelf (
  id uuid primary key,
  point_id uuid not null references monitor_point,
  object_id uuid not null,
  grid_code text collate "C" not null,
  reason text not null,
  until timestamptz not null,
  by_person uuid not null,
  by jsonb not null,
  at timestamptz not null default now(),
  ended_at timestamptz
);
comment on table point_shelf is 'Points whose alarms of level 3 and 4 are put aside (搁置) for a while by somebody who answers for it; what stands when it is over is raised';
create index point_shelf_of_point on point_shelf (point_id, until desc);

create table alarm (
  id uuid primary key references case_record,
  object_id uuid not null,
  grid_code text collate "C" not null,
  point_id uuid references monitor_point,
  device_id uuid references device,
  matter text not null,
  kind text not null,
  level smallint not null check (level between 1 and 4),
  is_storm boolean not null default false,
  state text not null,
  began_at timestamptz(3) not null,
  noticed_at timestamptz(3) not null,
  cleared_at timestamptz(3),
  acknowledged_at timestamptz,
  handled_at timestamptz,
  cause text check (cause in ('true', 'upset', 'false', 'test')),
  escalated smallint not null default 0,
  told_clears smallint not null default 0,
  hazard_id uuid references case_record
);
comment on table alarm is 'Alarms (监测报警) as their acts and their signals say: computed, kept for lists and figures; the acts are in case_act';
comment on column alarm.matter is 'Kinds that are one matter: high for high and high-high';
comment on column alarm.is_storm is 'Stands for many points of one enterprise that went off together';
create index alarm_place on alarm (grid_code, began_at desc);
create index alarm_of_object on alarm (object_id, began_at desc);
create index alarm_of_point on alarm (point_id, began_at desc) where point_id is not null;
create index alarm_open on alarm (object_id, matter) where state <> 'closed';
create index alarm_pressing on alarm (noticed_at) where level <= 2;
create index alarm_unseen on alarm (noticed_at) where state = 'raised';
create index alarm_over on alarm (cleared_at) where state = 'resolved';

create table alarm_signal (
  id uuid primary key,
  alarm_id uuid references alarm,
  point_id uuid references monitor_point,
  device_id uuid not null references device,
  object_id uuid not null,
  grid_code text collate "C" not null,
  kind text not null,
  level smallint not null check (level between 1 and 4),
  began_at timestamptz(3) not null,
  noticed_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  value double precision,
  limit_value double precision,
  rule_version int,
  check (ended_at >= began_at)
);
comment on table alarm_signal is 'Each time a condition of a point began and ended (信号). Without an alarm while it is shelved';
create unique index alarm_signal_standing on alarm_signal (point_id, kind) where ended_at is null and point_id is not null;
create unique index alarm_signal_silent on alarm_signal (device_id) where ended_at is null and point_id is null;
create index alarm_signal_of_alarm on alarm_signal (alarm_id, began_at);
create index alarm_signal_of_point on alarm_signal (point_id, began_at desc);
create index alarm_signal_shelved on alarm_signal (point_id) where alarm_id is null and ended_at is null;
create index alarm_signal_lately on alarm_signal (object_id, noticed_at desc);

do $$
declare t text;
begin
  foreach t in array array['monitor_point', 'point_watch', 'point_change', 'point_window', 'point_shelf', 'alarm', 'alarm_signal'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy %I on %I to angrid_app using (
        (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or object_id = (select scope_object())
      ) with check (
        (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or object_id = (select scope_object()))', t || '_in_scope', t);
    execute format('revoke delete on %I from angrid_app', t);
  end loop;
end $$;
