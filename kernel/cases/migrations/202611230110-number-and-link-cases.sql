alter table case_record add column number text;
alter table case_record add column supervised_seat_id uuid references seat;
create unique index case_number_once on case_record (number);
create index case_type_page on case_record (type, grid_code, opened_at desc, id desc);
create index case_supervised on case_record (supervised_seat_id) where supervised_seat_id is not null and closed_at is null;
comment on column case_record.number is 'Number people say: letters of the kind, county, year, running number (YH-370523-2026-00218)';
comment on column case_record.supervised_seat_id is 'Seat that put the case under supervision (督办); null when none did';

create table case_number (
  type text not null,
  county text not null,
  year int not null,
  last int not null,
  primary key (type, county, year)
);
comment on table case_number is 'Last running number given per kind of case, county and year';

create table case_ask (
  case_id uuid not null references case_record,
  seq int not null,
  kind text not null check (kind in ('consult', 'countersign')),
  seat_id uuid not null references seat,
  asked_at timestamptz not null,
  answered_at timestamptz,
  primary key (case_id, seq)
);
comment on table case_ask is 'Opinions asked of seats (征求意见、会签): computed from the acts, kept for inboxes';
create index case_ask_open on case_ask (seat_id, asked_at) where answered_at is null;

create table case_copy (
  case_id uuid not null references case_record,
  seat_id uuid not null references seat,
  copied_at timestamptz not null,
  primary key (case_id, seat_id)
);
comment on table case_copy is 'Seats a case was copied to (抄送)';
create index case_copy_of_seat on case_copy (seat_id, copied_at desc);

create table case_link (
  from_id uuid not null references case_record,
  to_id uuid not null references case_record,
  made_at timestamptz not null,
  primary key (from_id, to_id),
  constraint case_link_to_another check (from_id <> to_id)
);
comment on table case_link is 'Related cases, seen from either side';
create index case_link_back on case_link (to_id);

alter table case_ask enable row level security;
create policy case_ask_of_visible_case on case_ask to angrid_app
  using (exists (select from case_record c where c.id = case_id)) with check (exists (select from case_record c where c.id = case_id));
alter table case_copy enable row level security;
create policy case_copy_of_visible_case on case_copy to angrid_app
  using (exists (select from case_record c where c.id = case_id)) with check (exists (select from case_record c where c.id = case_id));
alter table case_link enable row level security;
create policy case_link_of_visible_cases on case_link to angrid_app
  using (exists (select from case_record c where c.id = from_id) and exists (select from case_record c where c.id = to_id))
  with check (exists (select from case_record c where c.id = from_id) and exists (select from case_record c where c.id = to_id));
revoke delete on case_ask, case_copy, case_link from angrid_app;
