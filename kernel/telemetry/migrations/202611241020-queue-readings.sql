create table watched_series (series_no integer primary key references series);
comment on table watched_series is 'Series whose readings somebody judges; what comes is queued in reading_fresh';
create table reading_fresh (
  no bigint generated always as identity primary key,
  series_no integer not null,
  at timestamptz(3) not null
);
comment on table reading_fresh is 'Readings that were taken in and not judged yet: entered in the transaction that stores them, removed in the one that judges them';
alter table watched_series enable row level security;
create policy watched_series_of_series on watched_series to angrid_app
  using (exists (select from series s where s.no = series_no)) with check (exists (select from series s where s.no = series_no));
create policy watched_series_of_gateway on watched_series to angrid_gateway using (true);
alter table reading_fresh enable row level security;
create policy reading_fresh_of_worker on reading_fresh to angrid_app using ((select scope_from()) = '0') with check ((select scope_from()) = '0');
create policy reading_fresh_of_gateway on reading_fresh to angrid_gateway with check (true);
grant select on watched_series to angrid_gateway;
grant insert on reading_fresh to angrid_gateway;
