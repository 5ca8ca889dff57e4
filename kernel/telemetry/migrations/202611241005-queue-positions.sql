create table tracked_device (device_id uuid primary key references device);
comment on table tracked_device is 'Devices whose places somebody judges; what they send is queued in position_fresh';
create table position_fresh (
  no bigint generated always as identity primary key,
  device_id uuid not null,
  at timestamptz(0) not null
);
comment on table position_fresh is 'Places that were taken in and not judged yet: entered in the transaction that stores them, removed in the one that judges them';
alter table tracked_device enable row level security;
create policy tracked_device_of_device on tracked_device to angrid_app
  using (exists (select from device d where d.id = device_id)) with check (exists (select from device d where d.id = device_id));
create policy tracked_device_of_gateway on tracked_device to angrid_gateway using (true);
alter table position_fresh enable row level security;
create policy position_fresh_of_worker on position_fresh to angrid_app using ((select scope_from()) = '0') with check ((select scope_from()) = '0');
create policy position_fresh_of_gateway on position_fresh to angrid_gateway with check (true);
grant select on tracked_device to angrid_gateway;
grant insert on position_fresh to angrid_gateway;

-- An enterprise enters the terminals of its own vehicles.
alter policy device_in_scope on device
  with check ((grid_code >= (select scope_from()) and grid_code < (select scope_to())) or object_id = (select scope_object()));
