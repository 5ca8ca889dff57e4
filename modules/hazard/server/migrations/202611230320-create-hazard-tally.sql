-- Whether the term is over, kept so that figures and lists agree and neither asks the clock of every row; a job moves it each day.
alter table hazard add column term_over boolean not null default false;
comment on column hazard.term_over is 'due_on lies before today in China; set when due_on is, and by the job hazards.end-terms';
create function hazard_set_term_over() returns trigger language plpgsql as $$
begin
  new.term_over := coalesce(new.due_on < (now() at time zone 'Asia/Shanghai')::date, false);
  return new;
end $$;
create trigger hazard_term before insert or update of due_on on hazard for each row execute function hazard_set_term_over();
update hazard set due_on = due_on where due_on is not null;
create index hazard_term_to_end on hazard (due_on) where not term_over and due_on is not null;

create table hazard_tally (
  part text not null,
  grid_code text collate "C" not null,
  dimension text not null,
  key text not null,
  found bigint not null default 0,
  due bigint not null default 0,
  late bigint not null default 0,
  closed bigint not null default 0,
  major bigint not null default 0,
  recurring bigint not null default 0,
  primary key (part, grid_code, dimension, key)
);
comment on table hazard_tally is 'Figures of hazards by grid and one dimension, for every grid a hazard lies below; see kernel/tally';

create table hazard_tally_change (
  id bigint generated always as identity primary key,
  part text not null default '',
  grid_code text collate "C" not null,
  category text,
  rank text,
  source text,
  criterion text,
  month text,
  found int not null,
  due int not null,
  late int not null,
  closed int not null,
  major int not null,
  recurring int not null
);
comment on table hazard_tally_change is 'What came (+) and went (-) since the cells of hazard_tally were last brought up to date';
create index hazard_tally_change_place on hazard_tally_change (grid_code);

create function hazard_tally_line(h hazard, sign int) returns setof hazard_tally_change language sql stable as $$
  select null::bigint, '', h.grid_code, h.category, h.rank, h.source, h.criterion, to_char(h.found_on, 'YYYY-MM'), sign,
    case when h.term_over then sign else 0 end,
    case when h.term_over and h.state = 'rectifying' then sign else 0 end,
    case when h.state = 'closed' then sign else 0 end,
    case when h.rank = 'major' then sign else 0 end,
    case when h.recurs_id is not null then sign else 0 end
  where h.state not in ('withdrawn', 'merged')
$$;

-- With the rights of the owner: an act of an enterprise changes figures of grids the enterprise does not see.
create function hazard_tally_inserted() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into hazard_tally_change (grid_code, category, rank, source, criterion, month, found, due, late, closed, major, recurring)
  select l.grid_code, l.category, l.rank, l.source, l.criterion, l.month,
    sum(l.found), sum(l.due), sum(l.late), sum(l.closed), sum(l.major), sum(l.recurring)
  from fresh n cross join lateral hazard_tally_line(n::hazard, 1) l group by 1, 2, 3, 4, 5, 6;
  return null;
end $$;
create function hazard_tally_updated() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into hazard_tally_change (grid_code, category, rank, source, criterion, month, found, due, late, closed, major, recurring)
  select l.grid_code, l.category, l.rank, l.source, l.criterion, l.month,
    sum(l.found), sum(l.due), sum(l.late), sum(l.closed), sum(l.major), sum(l.recurring)
  from fresh n join stale o using (id)
    cross join lateral (select * from hazard_tally_line(o::hazard, -1) union all select * from hazard_tally_line(n::hazard, 1)) l
  where (n.grid_code, n.state, n.rank, n.category, n.criterion, n.term_over, n.recurs_id)
    is distinct from (o.grid_code, o.state, o.rank, o.category, o.criterion, o.term_over, o.recurs_id)
  group by 1, 2, 3, 4, 5, 6;
  return null;
end $$;
create trigger hazard_tally_insert after insert on hazard referencing new table as fresh
  for each statement execute function hazard_tally_inserted();
create trigger hazard_tally_update after update on hazard referencing new table as fresh old table as stale
  for each statement execute function hazard_tally_updated();

insert into hazard_tally_change (grid_code, category, rank, source, criterion, month, found, due, late, closed, major, recurring)
select l.grid_code, l.category, l.rank, l.source, l.criterion, l.month,
  sum(l.found), sum(l.due), sum(l.late), sum(l.closed), sum(l.major), sum(l.recurring)
from hazard h cross join lateral hazard_tally_line(h, 1) l group by 1, 2, 3, 4, 5, 6;

alter table hazard_tally enable row level security;
create policy hazard_tally_in_scope on hazard_tally to angrid_app
  using (grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check (grid_code >= (select scope_from()) and grid_code < (select scope_to()));
alter table hazard_tally_change enable row level security;
create policy hazard_tally_change_in_scope on hazard_tally_change to angrid_app
  using (grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check (grid_code >= (select scope_from()) and grid_code < (select scope_to()));
