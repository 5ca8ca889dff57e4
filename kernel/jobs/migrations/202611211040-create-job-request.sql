create table job_request (
  id uuid primary key,
  name text not null,
  data jsonb not null,
  start_after timestamptz,
  created_at timestamptz not null default now()
);
comment on table job_request is 'Jobs asked for in the transaction of an act; a worker moves each one into the queue in one transaction';
create index job_request_created_at on job_request (created_at);
-- The application asks; only the worker, as owner, reads and takes.
revoke select, update, delete on job_request from angrid_app;

create function tell_job_request() returns trigger language plpgsql as $$
begin
  perform pg_notify('angrid_job_request', '');
  return null;
end $$;
create trigger job_request_told after insert on job_request for each statement execute function tell_job_request();
