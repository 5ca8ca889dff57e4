create table case_tally (
  part text not null,
  grid_code text collate "C" not null,
  dimension text not null,
  key text not null,
  total bigint not null default 0,
  open bigint not null default 0,
  late bigint not null default 0,
  primary key (part, grid_code, dimension, key)
);
comment on table case_tally is 'Figures of cases by kind (part), grid and one dimension, for every grid a case lies below; see kernel/tally';

create table case_tally_change (
  id bigint generated always as identity primary key,
  part text not null,
  grid_code text collate "C" not null,
  state text not null,
  stage text not null,
  month text not null,
  total int not null,
  open int not null,
  late int not null
);
comment on table case_tally_change is 'What came (+) and went (-) since the cells of case_tally were last brought up to date';
create index case_tally_change_place on case_tally_change (part, grid_code);

create function case_tally_line(c case_record, sign int) returns setof case_tally_change language sql stable as $$
  select null::bigint, c.type, c.grid_code, c.state, coalesce(c.stage, 'none'),
    to_char(c.opened_at at time zone 'Asia/Shanghai', 'YYYY-MM'), sign,
    case when c.closed_at is null then sign else 0 end,
    case when c.closed_at is null and c.stage in ('overdue', 'raised') then sign else 0 end
$$;

-- With the rights of the owner: an act of an enterprise changes figures of grids the enterprise does not see.
create function case_tally_inserted() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into case_tally_change (part, grid_code, state, stage, month, total, open, late)
  select l.part, l.grid_code, l.state, l.stage, l.month, sum(l.total), sum(l.open), sum(l.late)
  from fresh n cross join lateral case_tally_line(n::case_record, 1) l group by 1, 2, 3, 4, 5;
  return null;
end $$;
create function case_tally_updated() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into case_tally_change (part, grid_code, state, stage, month, total, open, late)
  select l.part, l.grid_code, l.state, l.stage, l.month, sum(l.total), sum(l.open), sum(l.late)
  from fresh n join stale o using (id)
    cross join lateral (select * from case_tally_line(o::case_record, -1) union all select * from case_tally_line(n::case_record, 1)) l
  where (n.grid_code, n.state, n.stage, n.closed_at is null) is distinct from (o.grid_code, o.state, o.stage, o.closed_at is null)
  group by 1, 2, 3, 4, 5;
  return null;
end $$;
create trigger case_tally_insert after insert on case_record referencing new table as fresh
  for each statement execute function case_tally_inserted();
create trigger case_tally_update after update on case_record referencing new table as fresh old table as stale
  for each statement execute function case_tally_updated();

insert into case_tally_change (part, grid_code, state, stage, month, total, open, late)
select l.part, l.grid_code, l.state, l.stage, l.month, sum(l.total), sum(l.open), sum(l.late)
from case_record c cross join lateral case_tally_line(c, 1) l group by 1, 2, 3, 4, 5;

alter table case_tally enable row level security;
create policy case_tally_in_scope on case_tally to angrid_app
  using (grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check (grid_code >= (select scope_from()) and grid_code < (select scope_to()));
alter table case_tally_change enable row level security;
create policy case_tally_change_in_scope on case_tally_change to angrid_app
  using (grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check (grid_code >= (select scope_from()) and grid_code < (select scope_to()));

-- The newest of a whole city without sorting its whole past.
create index case_type_newest on case_record (type, opened_at desc, id desc);
create index case_type_due on case_record (type, (coalesce(overdue_at, 'infinity'::timestamptz)), id) where closed_at is null;
