create table duty (
  id uuid primary key,
  seat_id uuid not null references seat,
  grid_code text collate "C" not null references grid_node,
  layer text not null,
  role text not null check (role in ('main', 'deputy', 'specific', 'officer', 'grid_staff')),
  businesses text[],
  object_class text check (object_class in ('A', 'B', 'C')),
  regulator_classes text[],
  commitment_signed_on date,
  from_on date not null,
  to_on date,
  constraint duty_ends_after_start check (to_on is null or to_on >= from_on)
);
comment on table duty is 'Supervision responsibility (监管责任): a seat answers for a grid in a layer, from–to';
comment on column duty.commitment_signed_on is 'Day the responsibility letter (责任书) was signed; letters are yearly';
create index duty_grid on duty (grid_code, layer);
create index duty_seat on duty (seat_id);

create table seat_authorization (
  id uuid primary key,
  seat_id uuid not null references seat,
  businesses text[] not null,
  basis text not null,
  from_on date not null,
  to_on date
);
comment on table seat_authorization is 'Supervision authorisation (监管授权) of a seat for businesses that need one';
create index seat_authorization_seat on seat_authorization (seat_id);

create table grid_support (
  grid_code text collate "C" not null references grid_node,
  layer text not null,
  headcount_needed int not null check (headcount_needed >= 0),
  headcount int not null check (headcount >= 0),
  equipment jsonb not null default '[]',
  work_rules text,
  updated_at timestamptz not null default now(),
  primary key (grid_code, layer)
);
comment on table grid_support is 'Supervision support (监管保障): people, equipment and working rules of a grid in a layer';

create table grid_mechanism (
  grid_code text collate "C" not null references grid_node,
  layer text not null,
  network text not null check (network in ('management', 'supervision', 'information')),
  rule text not null,
  in_force_on date not null,
  primary key (grid_code, layer, network)
);
comment on table grid_mechanism is 'Operating mechanism (运行机制): the rule behind each of the three networks (三网) of a grid';

create table supervised_place (
  id uuid primary key,
  kind text not null check (kind in ('school', 'hospital', 'association', 'stadium', 'scenic_spot', 'market', 'religious_site', 'other')),
  name text not null,
  grid_code text collate "C" not null references grid_node,
  address text,
  lng double precision,
  lat double precision,
  principal text,
  from_on date not null default current_date,
  to_on date
);
comment on table supervised_place is 'Supervised objects of class C: schools, hospitals, markets and other places';
create index supervised_place_grid on supervised_place (grid_code);

create table responsibility_node (
  id uuid primary key,
  parent_id uuid references responsibility_node,
  name text not null,
  kind text not null check (kind in ('city_direct', 'province', 'central', 'subsidiary')),
  credit_code text,
  object_id uuid,
  grid_code text collate "C" not null,
  seat_id uuid references seat,
  from_on date not null default current_date,
  to_on date
);
comment on table responsibility_node is 'Responsibility grid (责任网格) of group companies: head office above its subsidiaries, so that information passes along it';
create index responsibility_node_parent on responsibility_node (parent_id);

do $$
declare name text;
begin
  foreach name in array array['duty', 'grid_support', 'grid_mechanism', 'supervised_place', 'responsibility_node'] loop
    execute format('alter table %I enable row level security', name);
    -- Who answers above is public inside the administration: a village reads the duties on its path to the city.
    execute format($p$create policy %I on %I for select to angrid_app using (
      (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or starts_with((select scope_from()), grid_code)
    )$p$, name || '_readable', name);
    execute format($p$create policy %I on %I for all to angrid_app using (
      grid_code >= (select scope_from()) and grid_code < (select scope_to())
    ) with check (
      grid_code >= (select scope_from()) and grid_code < (select scope_to())
    )$p$, name || '_in_scope', name);
  end loop;
end $$;
