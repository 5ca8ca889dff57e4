create table enterprise (
  id uuid primary key,
  grid_code text collate "C" not null references grid_node,
  name text not null,
  credit_code text,
  site_no int not null default 0,
  former_name text,
  initials text not null default '',
  name_key text not null default '',
  ent_kind text,
  economic_type text,
  industry_code text,
  other_industry_codes text[] not null default '{}',
  regulator_classes text[] not null default '{}',
  supervise_category text,
  supervise_level text,
  supervise_dept text,
  admin_level text,
  parent_credit_code text,
  group_name text,
  established_on date,
  registered_capital_wan numeric(14, 2),
  registered_address text,
  address text,
  lng double precision,
  lat double precision,
  coord_src text,
  business_scope text,
  legal_representative text,
  legal_representative_phone text,
  principal text,
  principal_phone text,
  safety_director text,
  safety_director_phone text,
  contact text,
  contact_phone text,
  duty_phone text,
  operating_state text not null default 'producing',
  scale text,
  above_designated boolean,
  staff_count int,
  annual_revenue_wan numeric(14, 2),
  total_assets_wan numeric(14, 2),
  land_area_m2 numeric(12, 2),
  risk_level text,
  danger_classes text[] not null default '{}',
  standardization_grade text,
  credit_grade text,
  in_park boolean,
  park_name text,
  factory_in_factory boolean,
  has_major_hazard boolean not null default false,
  facts jsonb not null default '{}',
  stale_on date,
  version int not null default 1,
  act text not null,
  act_reason text,
  act_by jsonb not null,
  merged_into uuid references enterprise,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint enterprise_credit_code_is_unique unique (credit_code, site_no),
  constraint enterprise_risk_level_is_statutory check (risk_level in ('1', '2', '3', '4')),
  constraint enterprise_point_is_in_china check (lng is null or (lng between 73.4 and 135.1 and lat between 3.4 and 53.6))
);
comment on table enterprise is 'Supervised enterprises (生产经营单位), one row per credit code and site';
comment on column enterprise.grid_code is 'The direct grid of the enterprise, village or cell as a rule';
comment on column enterprise.facts is 'By key field: who confirmed it, when and how; its age is what freshness shows';
comment on column enterprise.act is 'What made the present version, by whom and why; goes to history with it';
comment on column enterprise.stale_on is 'Day on which the first of its key fields loses its validity';
create index enterprise_grid on enterprise (grid_code, name, id);
create index enterprise_name_key on enterprise (name_key);

-- Second lock: a row outside the scope does not exist for the application role.
alter table enterprise enable row level security;
create policy enterprise_in_scope on enterprise to angrid_app using (
  (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or id = (select scope_object())
) with check (
  (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or id = (select scope_object())
);

create table enterprise_search (
  enterprise_id uuid primary key references enterprise on delete cascade,
  grid_code text collate "C" not null,
  grams text[] not null
);
comment on table enterprise_search is 'Pairs of characters of what people search by; holds no row of its own, results are read from enterprise';
create index enterprise_search_grams on enterprise_search using gin (grams);

create table enterprise_version (
  enterprise_id uuid not null,
  version int not null,
  grid_code text collate "C" not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  snapshot jsonb not null,
  primary key (enterprise_id, version)
);
comment on table enterprise_version is 'Records as they stood before the present one; the database itself keeps them';

create function keep_enterprise_version() returns trigger language plpgsql security definer set search_path = public as $$
begin
  if new.version = old.version then return new; end if;
  insert into enterprise_version (enterprise_id, version, grid_code, valid_from, valid_to, snapshot)
  values (old.id, old.version, new.grid_code, old.updated_at, new.updated_at, to_jsonb(old));
  if new.grid_code <> old.grid_code then
    -- The past goes with the file: who may see the enterprise now may see how it came to be so.
    update enterprise_version set grid_code = new.grid_code where enterprise_id = old.id;
  end if;
  return new;
end $$;
create trigger enterprise_keeps_versions before update on enterprise
  for each row execute function keep_enterprise_version();

create table enterprise_contradiction (
  id uuid primary key,
  enterprise_id uuid not null references enterprise,
  grid_code text collate "C" not null,
  field text not null,
  present text,
  claimed text,
  source text not null,
  raised_at timestamptz not null default now(),
  settled_at timestamptz,
  settled_by jsonb,
  settlement text check (settlement in ('kept', 'changed'))
);
comment on table enterprise_contradiction is 'Two sources that disagree on a key field: a to-do, never a silent overwrite';
create index enterprise_contradiction_open on enterprise_contradiction (grid_code) where settled_at is null;
create unique index enterprise_contradiction_once on enterprise_contradiction (enterprise_id, field, md5(coalesce(claimed, ''))) where settled_at is null;

create table enterprise_change (
  id uuid primary key,
  enterprise_id uuid not null references enterprise,
  grid_code text collate "C" not null,
  patch jsonb not null,
  state text not null check (state in ('submitted', 'approved', 'returned', 'withdrawn')),
  base_version int not null,
  submitted_by jsonb not null,
  submitted_at timestamptz not null default now(),
  decided_by jsonb,
  decided_at timestamptz,
  reason text
);
comment on table enterprise_change is 'Changes an enterprise proposes to its own file; the office approves or returns them';
create index enterprise_change_open on enterprise_change (grid_code, submitted_at) where state = 'submitted';

create table enterprise_record (
  id uuid primary key,
  enterprise_id uuid not null references enterprise,
  grid_code text collate "C" not null,
  kind text not null,
  data jsonb not null,
  version int not null default 1,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  updated_at timestamptz not null default now()
);
comment on table enterprise_record is 'Rows of the ledgers in the file (sites, certificates, equipment, licences …); fields of each kind in model/ledgers.ts';
create index enterprise_record_of on enterprise_record (enterprise_id, kind);

create table major_hazard_installation (
  id uuid primary key,
  enterprise_id uuid not null references enterprise,
  grid_code text collate "C" not null,
  name text not null,
  unit_type text not null check (unit_type in ('production', 'tank_farm', 'warehouse')),
  exposed_people int not null check (exposed_people >= 0),
  stocks jsonb not null,
  s numeric not null,
  alpha numeric not null,
  r numeric not null,
  level int check (level between 1 and 4),
  assessed_on date,
  filing_number text,
  filed_on date,
  created_on date not null,
  withdrawn_at timestamptz,
  version int not null default 1
);
comment on table major_hazard_installation is 'Major hazard installations (重大危险源), graded by GB 18218-2018';
create index major_hazard_installation_of on major_hazard_installation (enterprise_id);

do $$
declare name text;
begin
  foreach name in array array['enterprise_contradiction', 'enterprise_change', 'enterprise_record', 'major_hazard_installation', 'enterprise_version'] loop
    execute format('alter table %I enable row level security', name);
    execute format($p$create policy %I on %I to angrid_app using (
      (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or enterprise_id = (select scope_object())
    ) with check (
      (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or enterprise_id = (select scope_object())
    )$p$, name || '_in_scope', name);
  end loop;
end $$;
revoke insert, update, delete on enterprise_version from angrid_app;
revoke delete on enterprise from angrid_app;

-- Tallies per grid node follow the enterprises, statement by statement, so lists know their totals without counting.
create function tally_enterprises_inserted() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into grid_tally as t (grid_code, enterprises)
  select left(e.grid_code, digits), count(*) from new_rows e, unnest(array[4, 6, 9, 12, 15]) digits
  where length(e.grid_code) >= digits and e.merged_into is null
  group by 1 order by 1
  on conflict (grid_code) do update set enterprises = t.enterprises + excluded.enterprises;
  return null;
end $$;
create function tally_enterprises_updated() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into grid_tally as t (grid_code, enterprises)
  select left(d.grid_code, digits), sum(d.n) from (
    select o.grid_code, -1 as n from old_rows o where o.merged_into is null
    union all
    select n.grid_code, 1 from new_rows n where n.merged_into is null
  ) d, unnest(array[4, 6, 9, 12, 15]) digits
  where length(d.grid_code) >= digits
  group by 1 having sum(d.n) <> 0 order by 1
  on conflict (grid_code) do update set enterprises = t.enterprises + excluded.enterprises;
  return null;
end $$;
create trigger enterprise_inserted after insert on enterprise referencing new table as new_rows
  for each statement execute function tally_enterprises_inserted();
create trigger enterprise_updated after update on enterprise referencing old table as old_rows new table as new_rows
  for each statement execute function tally_enterprises_updated();
