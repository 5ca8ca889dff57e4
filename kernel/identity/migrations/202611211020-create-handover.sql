create table handover (
  id uuid primary key,
  seat_id uuid not null references seat,
  from_person_id uuid not null references person,
  last_day date not null,
  grid_code text collate "C" not null,
  created_at timestamptz not null,
  closed_at timestamptz
);
comment on table handover is 'Hand-over (移交) of what a seat answered for when its holder left';
create index handover_seat on handover (seat_id, created_at);
create index handover_open on handover (created_at) where closed_at is null;

create table handover_item (
  id uuid primary key,
  handover_id uuid not null references handover,
  kind text not null,
  ref text not null,
  title text not null,
  link text,
  raised_to uuid references seat,
  raised_at timestamptz,
  accepted_by uuid references person,
  accepted_at timestamptz,
  constraint handover_item_once unique (handover_id, kind, ref)
);
comment on table handover_item is 'One thing handed over; accepted by the successor or, once it rose, by the seat above';
create index handover_item_open on handover_item (handover_id) where accepted_at is null;
