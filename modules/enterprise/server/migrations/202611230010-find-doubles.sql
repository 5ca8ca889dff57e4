-- What near doubles are met by: keys of name, phone, address and place, a row each, so that nobody is compared with the
-- whole register. The keys are hashes; they are made where the enterprise is written.
create table enterprise_likeness (
  key bigint not null,
  enterprise_id uuid not null references enterprise on delete cascade,
  grid_code text collate "C" not null,
  primary key (key, enterprise_id)
);
comment on table enterprise_likeness is 'Keys under which an enterprise is met by those it may be a double of (疑似重复)';
create index enterprise_likeness_of on enterprise_likeness (enterprise_id);

create table enterprise_likeness_due (
  enterprise_id uuid primary key references enterprise on delete cascade,
  grid_code text collate "C" not null,
  is_keyed boolean not null
);
comment on table enterprise_likeness_due is 'Enterprises whose doubles have not been looked for since they were written';
comment on column enterprise_likeness_due.is_keyed is 'False for those from before there were keys: the first search makes them';
create index enterprise_likeness_unkeyed on enterprise_likeness_due (enterprise_id) where not is_keyed;
insert into enterprise_likeness_due (enterprise_id, grid_code, is_keyed)
select id, grid_code, false from enterprise where merged_into is null;

create table enterprise_double (
  a_id uuid not null references enterprise on delete cascade,
  b_id uuid not null references enterprise on delete cascade,
  grid_code text collate "C" not null,
  other_grid_code text collate "C" not null,
  score int not null,
  reasons text[] not null,
  found_at timestamptz not null default now(),
  verdict text check (verdict = 'different'),
  verdict_by jsonb,
  verdict_at timestamptz,
  verdict_reason text,
  primary key (a_id, b_id),
  constraint enterprise_double_in_order check (a_id < b_id)
);
comment on table enterprise_double is 'Pairs that may be one enterprise, and what a person said of them';
comment on column enterprise_double.other_grid_code is 'Grid of b; a pair is seen by those who see both';
create index enterprise_double_open on enterprise_double (score desc, a_id, b_id) where verdict is null;
create index enterprise_double_b on enterprise_double (b_id);

create table enterprise_alias (
  key text not null,
  enterprise_id uuid not null references enterprise on delete cascade,
  grid_code text collate "C" not null,
  primary key (key, enterprise_id)
);
comment on table enterprise_alias is 'Codes, and names with addresses, by which spreadsheets call an enterprise that is registered otherwise: somebody said it is the same one';
create index enterprise_alias_of on enterprise_alias (enterprise_id);

do $$
declare name text;
begin
  foreach name in array array['enterprise_likeness', 'enterprise_likeness_due', 'enterprise_alias'] loop
    execute format('alter table %I enable row level security', name);
    execute format($p$create policy %I on %I to angrid_app using (
      case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
           else enterprise_id = (select scope_object()) end
    ) with check (
      case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
           else enterprise_id = (select scope_object()) end
    )$p$, name || '_in_scope', name);
  end loop;
end $$;
alter table enterprise_double enable row level security;
create policy enterprise_double_in_scope on enterprise_double to angrid_app using (
  grid_code >= (select scope_from()) and grid_code < (select scope_to())
  and other_grid_code >= (select scope_from()) and other_grid_code < (select scope_to())
);

-- All of it follows an enterprise into another grid, also what the one who moves it cannot see: the other half of a pair
-- may lie outside the scope.
create function move_likeness() returns trigger language plpgsql security definer set search_path = public as $$
begin
  update enterprise_likeness set grid_code = new.grid_code where enterprise_id = new.id;
  update enterprise_likeness_due set grid_code = new.grid_code where enterprise_id = new.id;
  update enterprise_alias set grid_code = new.grid_code where enterprise_id = new.id;
  update enterprise_double set grid_code = new.grid_code where a_id = new.id;
  update enterprise_double set other_grid_code = new.grid_code where b_id = new.id;
  return null;
end $$;
create trigger enterprise_likeness_moves after update of grid_code on enterprise
  for each row when (new.grid_code <> old.grid_code) execute function move_likeness();
