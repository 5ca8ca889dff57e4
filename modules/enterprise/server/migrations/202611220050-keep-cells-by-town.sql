-- By town instead of by county: the list beside the map can say where a cluster lies, and a town's map is kept too.
create or replace function add_to_enterprise_cells(spots enterprise_spot[]) returns void
language sql security definer set search_path = public as $$
  insert into enterprise_cell as c (level, grid_code, x, y, n, sum_lng, sum_lat, risk1, risk2, risk3, risk4)
  select level, left(s.grid_code, 9), floor(s.lng * 2 ^ level / 45), floor(s.lat * 2 ^ level / 36),
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
comment on table enterprise_cell is 'Enterprises with a point per town and map cell; follows the register statement by statement';
comment on column enterprise_cell.grid_code is 'Town, or the county or zone itself for what lies in none: the finest place the map is kept for';
truncate enterprise_cell;
select add_to_enterprise_cells(array_agg(row (grid_code, lng, lat, risk_level, 1)::enterprise_spot))
from enterprise where lng is not null and lat is not null and merged_into is null;
