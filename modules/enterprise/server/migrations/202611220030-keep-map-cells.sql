-- The map of a whole city is drawn from kept cells, so that it costs the same at a hundred enterprises and at a million.
-- A cell of level z is 64 pixels of a 512 pixel tile at zoom z: 45/2^z degrees wide, four fifths of that high.
create table enterprise_cell (
  level smallint not null check (level in (9, 12)),
  grid_code text collate "C" not null,
  x int not null,
  y int not null,
  n int not null,
  sum_lng double precision not null,
  sum_lat double precision not null,
  risk1 int not null,
  risk2 int not null,
  risk3 int not null,
  risk4 int not null,
  primary key (level, grid_code, x, y)
) with (fillfactor = 70);
comment on table enterprise_cell is 'Enterprises with a point per county and map cell; follows the register statement by statement';
comment on column enterprise_cell.grid_code is 'County or functional zone: the finest place the map is asked for often enough to keep';
comment on column enterprise_cell.sum_lng is 'With n: the mean place of the members, where their mark is drawn';

alter table enterprise_cell enable row level security;
create policy enterprise_cell_in_scope on enterprise_cell for select to angrid_app using (
  grid_code >= (select scope_from()) and grid_code < (select scope_to())
);
grant select on enterprise_cell to angrid_app;
revoke insert, update, delete on enterprise_cell from angrid_app;

create type enterprise_spot as (grid_code text, lng double precision, lat double precision, risk_level text, n int);

-- Adds spots (n = 1) and takes them away (n = -1); rows go in one order, so that two writers never wait for each other in turn.
create function add_to_enterprise_cells(spots enterprise_spot[]) returns void
language sql security definer set search_path = public as $$
  insert into enterprise_cell as c (level, grid_code, x, y, n, sum_lng, sum_lat, risk1, risk2, risk3, risk4)
  select level, left(s.grid_code, 6), floor(s.lng * 2 ^ level / 45), floor(s.lat * 2 ^ level / 36),
         sum(s.n), sum(s.n * s.lng), sum(s.n * s.lat),
         coalesce(sum(s.n) filter (where s.risk_level = '1'), 0), coalesce(sum(s.n) filter (where s.risk_level = '2'), 0),
         coalesce(sum(s.n) filter (where s.risk_level = '3'), 0), coalesce(sum(s.n) filter (where s.risk_level = '4'), 0)
  from unnest(spots) s, unnest(array[9, 12]) level
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (level, grid_code, x, y) do update set
    n = c.n + excluded.n,
    -- An emptied cell starts again from nothing, not from what rounding left.
    sum_lng = case when c.n + excluded.n = 0 then 0 else c.sum_lng + excluded.sum_lng end,
    sum_lat = case when c.n + excluded.n = 0 then 0 else c.sum_lat + excluded.sum_lat end,
    risk1 = c.risk1 + excluded.risk1, risk2 = c.risk2 + excluded.risk2,
    risk3 = c.risk3 + excluded.risk3, risk4 = c.risk4 + excluded.risk4
$$;
revoke execute on function add_to_enterprise_cells(enterprise_spot[]) from public;

create function cells_follow_inserted() returns trigger language plpgsql security definer set search_path = public as $$
declare spots enterprise_spot[];
begin
  select array_agg(row (grid_code, lng, lat, risk_level, 1)::enterprise_spot) into spots
  from new_rows where lng is not null and lat is not null and merged_into is null;
  if spots is not null then perform add_to_enterprise_cells(spots); end if;
  return null;
end $$;

create function cells_follow_updated() returns trigger language plpgsql security definer set search_path = public as $$
declare spots enterprise_spot[];
begin
  -- What is on both sides unchanged, as with most edits, is no work.
  select array_agg(row (d.grid_code, d.lng, d.lat, d.risk_level, d.n)::enterprise_spot) into spots from (
    select grid_code, lng, lat, risk_level, sum(n)::int as n from (
      select grid_code, lng, lat, risk_level, -1 as n from old_rows where merged_into is null
      union all
      select grid_code, lng, lat, risk_level, 1 from new_rows where merged_into is null
    ) both_sides
    where lng is not null and lat is not null
    group by 1, 2, 3, 4 having sum(n) <> 0
  ) d;
  if spots is not null then perform add_to_enterprise_cells(spots); end if;
  return null;
end $$;

create trigger enterprise_cells_inserted after insert on enterprise referencing new table as new_rows
  for each statement execute function cells_follow_inserted();
create trigger enterprise_cells_updated after update on enterprise referencing old table as old_rows new table as new_rows
  for each statement execute function cells_follow_updated();

select add_to_enterprise_cells(array_agg(row (grid_code, lng, lat, risk_level, 1)::enterprise_spot))
from enterprise where lng is not null and lat is not null and merged_into is null;
