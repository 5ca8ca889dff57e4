create table device_command (
  id uuid primary key,
  device_id uuid not null references device,
  message text not null,
  body jsonb not null,
  made_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null check (expires_at > made_at),
  at_most_kmh real,
  near_lng double precision,
  near_lat double precision,
  near_m integer,
  place_age_s integer,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'answered', 'refused', 'unanswered', 'expired', 'withdrawn')),
  held_by text,
  sent_at timestamptz(3),
  answered_at timestamptz(3),
  result smallint,
  check ((near_lng is null) = (near_lat is null) and (near_lng is null) = (near_m is null)),
  check ((at_most_kmh is null and near_m is null) or place_age_s is not null),
  check ((sent_at is not null) = (state in ('sent', 'answered', 'refused', 'unanswered'))),
  check (sent_at is null or sent_at < expires_at)
);
comment on table device_command is 'What is to be told to a device: sent once at most, before it expires, and only while what it asks of the place of the device holds';
comment on column device_command.message is 'Message of its protocol (0x8300 …) and its fields in `body`';
comment on column device_command.at_most_kmh is 'Sent only while the newest place is no faster, no farther than near_m from near_lng/near_lat, and no older than place_age_s';
comment on column device_command.held_by is 'Why it could not be sent when that was tried last: no-place, place-old, clock, speed, moved, busy, udp, silent, unwritable';
comment on column device_command.result is 'Result of the general answer: 0 done, 1 failed, 2 wrong, 3 unsupported';
create index device_command_open on device_command (expires_at) where state in ('waiting', 'sent');
create index device_command_of_device on device_command (device_id, made_at desc);
alter table device_command enable row level security;
create policy device_command_of_device on device_command to angrid_app
  using (exists (select from device d where d.id = device_id)) with check (exists (select from device d where d.id = device_id));

create function tell_device_command() returns trigger language plpgsql as $$
begin
  perform pg_notify('angrid_command', '');
  return null;
end $$;
create trigger device_command_told after insert on device_command for each statement execute function tell_device_command();

-- Whether a place is fresh is known by when it came, not by the clock of the terminal.
alter table position_last add column received_at timestamptz(3);
comment on column position_last.received_at is 'When that place came; null for those of before';

grant select, update (state, held_by, sent_at, answered_at, result) on device_command to angrid_gateway;
create policy device_command_of_gateway on device_command to angrid_gateway using (true) with check (true);
