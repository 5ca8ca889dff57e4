-- Texts and switches are readings too.
alter table reading add column said text;
comment on column reading.said is 'What was said where that is no number; of a switch `true` or `false`, with 1 or 0 as its value';

alter table device add column proved_at timestamptz;
comment on column device.proved_at is 'When the present secret was used first: a terminal may register again until then, because the answer with its code may be lost';

create table position (
  device_id uuid not null,
  at timestamptz(0) not null,
  lng double precision,
  lat double precision,
  is_fixed boolean not null,
  is_history boolean not null,
  speed real,
  direction smallint,
  altitude integer,
  mileage double precision,
  alarm bigint not null,
  status bigint not null,
  items jsonb,
  received_at timestamptz(3) not null,
  primary key (device_id, at)
) partition by range (at);
comment on table position is 'Where a device said it was, once by device and time, by days in China; a day is dropped when its retention is over';
comment on column position.lng is 'Degrees, WGS-84; null where what was sent is no place on earth (it is among the items then)';
comment on column position.is_fixed is 'Whether it had a fix: what has none stands in the list and never on the map';
comment on column position.is_history is 'Stored in the terminal and sent later: raises no live alarm';
comment on column position.speed is 'km/h; direction in degrees from north clockwise, altitude in metres, mileage in km';
comment on column position.alarm is 'Bits of its protocol, as sent; status likewise';
alter table position enable row level security;
create policy position_seen on position for select to angrid_app using (exists (select from device d where d.id = device_id));
create policy position_taken_in on position for insert to angrid_app with check ((select scope_from()) = '0');
revoke update, delete on position from angrid_app;

create table position_last (
  device_id uuid primary key references device,
  at timestamptz(0) not null,
  lng double precision not null,
  lat double precision not null,
  speed real,
  direction smallint,
  alarm bigint not null,
  status bigint not null
) with (fillfactor = 70);
comment on table position_last is 'The newest place of each device that had a fix: a map of thousands reads this and not their tracks';
alter table position_last enable row level security;
create policy position_last_seen on position_last for select to angrid_app using (exists (select from device d where d.id = device_id));
create policy position_last_made on position_last to angrid_app using ((select scope_from()) = '0') with check ((select scope_from()) = '0');

create table device_notice (
  device_id uuid not null references device,
  kind text not null,
  at timestamptz(3) not null,
  digest text not null,
  body jsonb not null,
  received_at timestamptz(3) not null,
  primary key (device_id, kind, at, digest)
);
comment on table device_notice is 'What devices say besides readings and places: events raised at the device, its state, its list of points, answers to commands; each once';
create index device_notice_by_time on device_notice (received_at);
alter table device_notice enable row level security;
create policy device_notice_of_device on device_notice to angrid_app
  using (exists (select from device d where d.id = device_id)) with check (exists (select from device d where d.id = device_id));

create or replace function telemetry_keep(first date, last date) returns void language plpgsql security definer set search_path = public as $$
declare
  part text;
  day date;
  month date;
begin
  perform pg_advisory_xact_lock(hashtextextended('telemetry_keep', 0));
  for day in select generate_series(first, last, interval '1 day')::date loop
    foreach part in array array['reading', 'position'] loop
      if to_regclass(part || '_' || to_char(day, 'YYYYMMDD')) is null then
        execute format('create table %I partition of %I for values from (%L) to (%L)', part || '_' || to_char(day, 'YYYYMMDD'), part,
          day::text || ' 00:00+08', (day + 1)::text || ' 00:00+08');
        execute format('create index on %I using brin (at)', part || '_' || to_char(day, 'YYYYMMDD'));
        execute format('revoke all on %I from angrid_app', part || '_' || to_char(day, 'YYYYMMDD'));
      end if;
    end loop;
  end loop;
  for month in select generate_series(date_trunc('month', first), last, interval '1 month')::date loop
    if to_regclass('reading_minute_' || to_char(month, 'YYYYMM')) is null then
      execute format('create table %I partition of reading_minute for values from (%L) to (%L)', 'reading_minute_' || to_char(month, 'YYYYMM'),
        month::text || ' 00:00+08', (month + interval '1 month')::date::text || ' 00:00+08');
      execute format('revoke all on %I from angrid_app', 'reading_minute_' || to_char(month, 'YYYYMM'));
    end if;
  end loop;
end $$;

create function position_drop(before date) returns text[] language plpgsql security definer set search_path = public as $$
declare
  part text;
  gone text[] := '{}';
begin
  for part in select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'position'::regclass and c.relname ~ '^position_\d{8}$' and to_date(right(c.relname, 8), 'YYYYMMDD') < before order by 1
  loop
    execute format('drop table %I', part);
    gone := gone || part;
  end loop;
  return gone;
end $$;
revoke all on function position_drop(date) from public;
grant execute on function position_drop(date) to angrid_app;

-- The gateway stands at the open network: it may take in what devices say and prove who they are, and nothing else of the platform.
do $$
begin
  if not exists (select from pg_roles where rolname = 'angrid_gateway') then
    create role angrid_gateway nologin;
  end if;
exception when duplicate_object then null;
end $$;
do $$ begin execute format('grant angrid_gateway to %I', current_user); end $$;
grant usage on schema public to angrid_gateway;
grant select on device, series, device_gap, device_hour, reading_rolled, reading_late, position_last to angrid_gateway;
grant update (sequence, told_at, heard_at, secret_hash, proved_at) on device to angrid_gateway;
-- Finding out whether a row is there needs its key.
grant select (series_no, at), insert on reading to angrid_gateway;
grant select (device_id, at), insert on position to angrid_gateway;
grant select (device_id, kind, at, digest), insert on device_notice to angrid_gateway;
grant insert on series, reading_late, device_refusal to angrid_gateway;
grant insert, update on device_hour, position_last to angrid_gateway;
grant insert, update, delete on device_gap to angrid_gateway;
grant execute on function telemetry_keep(date, date) to angrid_gateway;
do $$
declare name text;
begin
  foreach name in array array['device', 'series', 'reading', 'position', 'position_last', 'device_notice', 'device_hour', 'device_gap', 'device_refusal'] loop
    execute format('create policy %1$s_of_gateway on %1$I to angrid_gateway using (true) with check (true)', name);
  end loop;
end $$;
