create table field_record (
  id uuid primary key,
  account_id uuid not null references account,
  person_id uuid not null references person,
  person_name text not null,
  seat_id uuid references seat,
  device_id uuid not null,
  seq int not null check (seq > 0),
  grid_code text collate "C" not null,
  object_id uuid,
  about_path text not null,
  about_id uuid,
  about_seq int,
  wall_at timestamptz not null,
  done_at timestamptz not null,
  received_at timestamptz not null,
  lng double precision,
  lat double precision,
  accuracy_m double precision,
  distance_m int,
  grade text not null check (grade in ('on-site', 'delayed', 'back-filled')),
  reasons text[] not null,
  stamp jsonb not null,
  hash text not null,
  constraint field_record_point_whole check ((lng is null) = (lat is null))
);
comment on table field_record is 'How near to the event a record of a device was made (现场实录); written with the record, never changed';
comment on column field_record.id is 'Id of the operation, made by the device';
comment on column field_record.about_id is 'The case or visit the operation wrote; about_seq is the act of the case';
comment on column field_record.done_at is 'When it was made by the clock of the server, as far as the device proves it';
comment on column field_record.hash is 'SM3 of the stamp with the hash of the device''s stamp before';
create unique index field_record_of_device on field_record (account_id, device_id, seq);
create index field_record_place on field_record (grid_code, received_at desc, id desc);
create index field_record_about on field_record (about_id, about_seq) where about_id is not null;

alter table field_record enable row level security;
create policy field_record_in_scope on field_record to angrid_app
  using (grid_code >= (select scope_from()) and grid_code < (select scope_to())
    and ((select scope_object()) is null or object_id = (select scope_object())))
  with check (grid_code >= (select scope_from()) and grid_code < (select scope_to())
    and ((select scope_object()) is null or object_id = (select scope_object())));
revoke update, delete on field_record from angrid_app;

comment on table request_receipt is 'Answers of writes by the key their sender chose; kept 7 days, those of devices 400';

-- A device may have stood in another grid before: what it sent is its sender's own, wherever his seat lies today.
create function field_stamp_before(account uuid, device uuid, number int)
  returns table (seq int, hash text, done_at timestamptz, lng double precision, lat double precision)
  language sql stable security definer set search_path = public as $$
    select r.seq, r.hash, r.done_at, r.lng, r.lat from field_record r
    where r.account_id = account and r.device_id = device and r.seq < number order by r.seq desc limit 1 $$;
create function field_gaps(account uuid, device uuid) returns setof int
  language sql stable security definer set search_path = public as $$
    select n from generate_series(1, (select max(r.seq) from field_record r where r.account_id = account and r.device_id = device)) n
    where not exists (select from field_record r where r.account_id = account and r.device_id = device and r.seq = n)
    order by n limit 1000 $$;
revoke all on function field_stamp_before(uuid, uuid, int), field_gaps(uuid, uuid) from public;
grant execute on function field_stamp_before(uuid, uuid, int), field_gaps(uuid, uuid) to angrid_app;
