create table case_record (
  id uuid primary key,
  type text not null,
  title text not null,
  grid_code text collate "C" not null,
  layer text not null default 'safety',
  object_id uuid,
  state text not null,
  state_since timestamptz not null,
  holder_seat_id uuid references seat,
  opened_seat_id uuid references seat,
  opened_at timestamptz not null,
  closed_at timestamptz,
  acts int not null,
  head_hash text not null,
  clock jsonb,
  overdue_at timestamptz,
  stage text check (stage in ('running', 'amber', 'red', 'overdue', 'raised')),
  next_stage_at timestamptz,
  constraint case_clock_is_whole check ((clock is null) = (overdue_at is null) and (clock is null) = (stage is null)),
  constraint case_closed_runs_no_clock check (closed_at is null or clock is null)
);
comment on table case_record is 'Cases of all kinds as they stand: computed from their acts, kept for lists, inboxes and clocks';
comment on column case_record.acts is 'Number of acts; the version a writer must have read';
comment on column case_record.head_hash is 'Hash of the last act: cutting the end off the chain shows';
comment on column case_record.next_stage_at is 'When the clock next needs the worker; null when nothing runs';
create index case_holder on case_record (holder_seat_id, overdue_at, id) where closed_at is null;
create index case_opened on case_record (opened_seat_id, id) where closed_at is null;
create index case_place on case_record (grid_code, type, state);
create index case_late on case_record (grid_code, overdue_at) where closed_at is null and overdue_at is not null;
create index case_object on case_record (object_id, type) where object_id is not null;
create index case_next_stage on case_record (next_stage_at) where next_stage_at is not null;

create table case_act (
  case_id uuid not null references case_record,
  seq int not null,
  act text not null,
  seat_id uuid,
  person_id uuid,
  actor jsonb not null,
  at timestamptz not null,
  device_at timestamptz,
  lng double precision,
  lat double precision,
  accuracy_m double precision,
  input jsonb not null,
  attachments jsonb not null,
  holder_seat_id uuid,
  previous_hash text not null,
  hash text not null,
  primary key (case_id, seq),
  constraint case_act_place_is_whole check ((lng is null) = (lat is null))
);
comment on table case_act is 'What was done to a case, each act sealed with the hash of the one before; never changed, never deleted';
comment on column case_act.at is 'Clock of the server; device_at that of whoever acted, which may be wrong or days earlier';
comment on column case_act.attachments is 'Files by id and SHA-256 of their bytes';
comment on column case_act.seat_id is 'Null when the platform itself acted';
revoke update, delete on case_act from angrid_app;
revoke delete on case_record from angrid_app;

alter table case_record enable row level security;
create policy case_record_in_scope on case_record to angrid_app using (
  case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
       else object_id = (select scope_object()) end
) with check (
  case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
       else object_id = (select scope_object()) end
);
alter table case_act enable row level security;
create policy case_act_of_visible_case on case_act to angrid_app
  using (exists (select from case_record c where c.id = case_id))
  with check (exists (select from case_record c where c.id = case_id));
