create table device (
  id uuid primary key,
  code text collate "C" not null constraint device_code unique check (code ~ '^[A-Za-z0-9_-]{1,64}(/[A-Za-z0-9_-]{1,64}){0,2}$'),
  protocol text not null,
  name text not null,
  grid_code text collate "C" not null,
  object_id uuid,
  secret_hash text,
  stopped_at timestamptz,
  heard_at timestamptz,
  sequence bigint,
  told_at timestamptz,
  created_at timestamptz not null default now()
);
comment on table device is 'What speaks to the platform: a gateway of an enterprise, a station, a terminal of a vehicle';
comment on column device.code is 'Name in its protocol: tenant/site/device, the number of a station, the number of a terminal';
comment on column device.sequence is 'The highest sequence number of its present run; told_at is the newest time a message of it carried, by its own clock';
create index device_in_grid on device (grid_code);
create index device_of_object on device (object_id);
alter table device enable row level security;
create policy device_in_scope on device to angrid_app
  using ((grid_code >= (select scope_from()) and grid_code < (select scope_to())) or object_id = (select scope_object()))
  with check (grid_code >= (select scope_from()) and grid_code < (select scope_to()));

create table series (
  no integer generated always as identity primary key,
  device_id uuid not null references device,
  code text collate "C" not null,
  unique (device_id, code)
);
comment on table series is 'One thing a device measures; its readings are kept under its number';
alter table series enable row level security;
create policy series_of_device on series to angrid_app
  using (exists (select from device d where d.id = device_id)) with check (exists (select from device d where d.id = device_id));

create table reading (
  series_no integer not null,
  at timestamptz(3) not null,
  value double precision,
  quality smallint not null,
  received_at timestamptz(3) not null,
  primary key (series_no, at)
) partition by range (at);
comment on table reading is 'Readings as they were sent, once each, by days in China; a day is dropped when its retention is over';
comment on column reading.quality is '0 good, 1 uncertain, 2 bad, 3 maintenance';
alter table reading enable row level security;
create policy reading_seen on reading for select to angrid_app using (exists (select from series s where s.no = series_no));
create policy reading_taken_in on reading for insert to angrid_app with check ((select scope_from()) = '0');

create table reading_minute (
  series_no integer not null,
  at timestamptz(0) not null,
  n integer not null,
  low double precision not null,
  high double precision not null,
  total double precision not null,
  last double precision not null,
  primary key (series_no, at)
) partition by range (at);
comment on table reading_minute is 'Good and uncertain readings of a minute that is over: how many, lowest, highest, sum, last';
create table reading_hour (like reading_minute including all);
create table reading_day (like reading_minute including all);
comment on table reading_day is 'The same by days in China';
do $$
declare grain text;
begin
  foreach grain in array array['reading_minute', 'reading_hour', 'reading_day'] loop
    execute format('alter table %I enable row level security', grain);
    execute format('create policy %1$s_seen on %1$I for select to angrid_app using (exists (select from series s where s.no = series_no))', grain);
    execute format('create policy %1$s_made on %1$I to angrid_app using ((select scope_from()) = ''0'') with check ((select scope_from()) = ''0'')', grain);
  end loop;
end $$;

create table reading_rolled (grain text primary key, until timestamptz not null, done timestamptz not null);
comment on table reading_rolled is 'How far each grain is rolled up: what comes before `until` is late and marked; `done`: up to where the sums stand';
insert into reading_rolled
  select grain, day, day from unnest(array['minute', 'hour', 'day']) grain,
    (select (date_trunc('day', now() at time zone 'Asia/Shanghai') - interval '1 day') at time zone 'Asia/Shanghai' as day) yesterday;

create table reading_late (
  series_no integer not null,
  at timestamptz not null,
  primary key (series_no, at)
);
comment on table reading_late is 'Minutes that got a reading after they were rolled up; rolled up again by the worker';

create table device_hour (
  device_id uuid not null references device,
  hour timestamptz not null,
  sent bigint not null default 0,
  received bigint not null default 0,
  doubled bigint not null default 0,
  refused bigint not null default 0,
  readings bigint not null default 0,
  stored bigint not null default 0,
  primary key (device_id, hour)
);
comment on table device_hour is 'The ledger of a device and hour of receipt: messages sent (by their sequence), received, doubled, refused; readings in them, and those stored. sent − received is what is missing';
alter table device_hour enable row level security;
create policy device_hour_of_device on device_hour to angrid_app
  using (exists (select from device d where d.id = device_id)) with check (exists (select from device d where d.id = device_id));

create table device_gap (
  device_id uuid not null references device,
  first bigint not null,
  last bigint not null check (last >= first),
  noticed_at timestamptz not null,
  primary key (device_id, noticed_at, first)
);
comment on table device_gap is 'Sequence numbers that were passed over and have not come yet: what is missing, by name';
alter table device_gap enable row level security;
create policy device_gap_of_device on device_gap to angrid_app
  using (exists (select from device d where d.id = device_id)) with check (exists (select from device d where d.id = device_id));

create table device_refusal (
  id bigint generated always as identity primary key,
  device_id uuid references device,
  code text not null,
  reason text not null,
  message text not null,
  received_at timestamptz not null default now()
);
comment on table device_refusal is 'What was not taken in, as it came (its first 4,000 characters), and why; of devices nobody knows too. Kept thirty days';
create index device_refusal_of_device on device_refusal (device_id, id desc);
alter table device_refusal enable row level security;
create policy device_refusal_of_device on device_refusal to angrid_app
  using (case when device_id is null then (select scope_from()) = '0' else exists (select from device d where d.id = device_id) end)
  with check ((select scope_from()) = '0');

-- Days of readings and months of minutes are made ahead and dropped behind. With the rights of the owner, because the application makes no tables.
create function telemetry_keep(first date, last date) returns void language plpgsql security definer set search_path = public as $$
declare
  day date;
  month date;
begin
  perform pg_advisory_xact_lock(hashtextextended('telemetry_keep', 0));
  for day in select generate_series(first, last, interval '1 day')::date loop
    if to_regclass('reading_' || to_char(day, 'YYYYMMDD')) is null then
      execute format('create table %I partition of reading for values from (%L) to (%L)', 'reading_' || to_char(day, 'YYYYMMDD'),
        day::text || ' 00:00+08', (day + 1)::text || ' 00:00+08');
      execute format('create index on %I using brin (at)', 'reading_' || to_char(day, 'YYYYMMDD'));
      execute format('revoke all on %I from angrid_app', 'reading_' || to_char(day, 'YYYYMMDD'));
    end if;
  end loop;
  for month in select generate_series(date_trunc('month', first), last, interval '1 month')::date loop
    if to_regclass('reading_minute_' || to_char(month, 'YYYYMM')) is null then
      execute format('create table %I partition of reading_minute for values from (%L) to (%L)', 'reading_minute_' || to_char(month, 'YYYYMM'),
        month::text || ' 00:00+08', (month + interval '1 month')::date::text || ' 00:00+08');
      execute format('revoke all on %I from angrid_app', 'reading_minute_' || to_char(month, 'YYYYMM'));
    end if;
  end loop;
end $$;
revoke all on function telemetry_keep(date, date) from public;
grant execute on function telemetry_keep(date, date) to angrid_app;

create function telemetry_drop(readings_before date, minutes_before date) returns text[] language plpgsql security definer set search_path = public as $$
declare
  part text;
  gone text[] := '{}';
begin
  for part in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent in ('reading'::regclass, 'reading_minute'::regclass)
      and (c.relname ~ '^reading_\d{8}$' and to_date(right(c.relname, 8), 'YYYYMMDD') < readings_before
        or c.relname ~ '^reading_minute_\d{6}$' and to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month' <= minutes_before)
    order by 1
  loop
    execute format('drop table %I', part);
    gone := gone || part;
  end loop;
  return gone;
end $$;
revoke all on function telemetry_drop(date, date) from public;
grant execute on function telemetry_drop(date, date) to angrid_app;

revoke update, delete on reading from angrid_app;
