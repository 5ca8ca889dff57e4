-- Until now a drill did not say since when the platform knew of it; the figures of a past day need it.
alter table enterprise_record add column noted_on date;
update enterprise_record set noted_on = (updated_at at time zone 'Asia/Shanghai')::date;
alter table enterprise_record alter column noted_on set not null, alter column noted_on set default (now() at time zone 'Asia/Shanghai')::date;
comment on column enterprise_record.noted_on is 'Day in China on which the row was first entered';

-- Who has to hold a drill and how often: the emergency regulation of 2019, article 8 (units of dangerous goods, mines, metal smelting,
-- construction, crowded places: every half year); of the others the year is not verified. Both are settings; what they say here is in force
-- while nobody chose another.
create function drill_months(grid text, often boolean) returns int language sql stable as $$
  select coalesce((select (value #>> '{}')::int from setting where city_code = left(grid, 4)
      and key = case when often then 'enterprise.drill-months-often' else 'enterprise.drill-months-other' end),
    case when often then 6 else 12 end)
$$;
comment on function drill_months is 'Months within which a drill (应急演练) has to follow the last one, as the city set it';
create function drills_often(classes text[], category text, dangers text[]) returns boolean language sql immutable parallel safe as $$
  select classes && '{hazchem,fireworks,non_coal_mine}' or dangers && '{major_hazard,crowded}'
    or coalesce(category, '') = any('{coal,metal_mine,tailings,oil_gas,hazchem_production,hazchem_trade,hazchem_use,chemical,fireworks_production,fireworks_trade,metallurgy,non_ferrous,construction}')
$$;
comment on function drills_often is 'Whether an enterprise is of those that hold a drill every half year';

create view enterprise_drill with (security_invoker = true) as
  select id, enterprise_id, (data ->> 'heldOn')::date as held_on, noted_on, coalesce(data ->> 'drillKind', '') as form,
    coalesce(data ->> 'evaluation', '') as outcome, data ->> 'theme' as theme
  from enterprise_record where kind = 'drill' and withdrawn_at is null and data ? 'heldOn';
comment on view enterprise_drill is 'Drills (应急演练) that stand in the files of enterprises';
grant select on enterprise_drill to angrid_app;

create view drill_fact with (security_invoker = true) as
  select d.id as row_id, f.measure, e.grid_code, array[p.class, p.section, d.form, d.outcome] as dims,
    d.held_on as eff_on, greatest(d.held_on, d.noted_on) as rec_on, 1 as amount
  from enterprise_drill d join enterprise e on e.id = d.enterprise_id join enterprise_parting p on p.id = e.id
  cross join lateral (values ('held', true), ('passed', d.outcome in ('1', '2', '3')), ('failed', d.outcome = '4')) f(measure, stands)
  where f.stands;
comment on view drill_fact is 'Lines of drills for kernel/indicators';
grant select on drill_fact to angrid_app;

-- An enterprise is covered from each drill to the end of its term, and late from the day after until the next; both change by the calendar
-- alone, so they are lines that count from that day and no job moves anything. Who never held one has a first term from the day of registration.
create view drill_duty_fact with (security_invoker = true) as
  select e.id as row_id, f.measure, e.grid_code, array[p.class, p.section, case when t.often then 'often' else 'other' end] as dims,
    f.day as eff_on, greatest(f.day, f.noted) as rec_on, f.amount
  from enterprise e join enterprise_parting p using (id)
  cross join lateral (select drills_often(e.regulator_classes, e.supervise_category, e.danger_classes) as often) o
  cross join lateral (select o.often, make_interval(months => drill_months(e.grid_code, o.often)) as term,
    (e.created_at at time zone 'Asia/Shanghai')::date as since) t
  cross join lateral (
    with anchor as (
      select held_on as at, (held_on + t.term)::date as ends, noted_on as noted, true as drilled from enterprise_drill where enterprise_id = e.id
      union all
      select t.since, (t.since + t.term)::date, t.since, false
      where not exists (select from enterprise_drill where enterprise_id = e.id and held_on <= t.since)),
    spell as (
      select at, ends, noted, drilled, lead(at) over line as next_at, lead(noted) over line as next_noted
      from anchor window line as (order by at, drilled, noted, ends)),
    span as (
      select 'covered' as measure, greatest(at, t.since) as first, noted, least(ends + 1, next_at) as past,
        case when next_at <= ends + 1 then next_noted else noted end as past_noted from spell where drilled
      union all
      select 'late', greatest(ends + 1, t.since), noted, next_at, next_noted from spell)
    select 'bound' as measure, t.since as day, t.since as noted, 1 as amount
    union all select measure, first, noted, 1 from span where past is null or first < past
    union all select measure, past, past_noted, -1 from span where first < past) f
  where e.operating_state not in ('stopped', 'preparing', 'moved', 'closed');
comment on view drill_duty_fact is 'Lines of enterprises that have to hold drills for kernel/indicators: bound, covered by the last one, late';
grant select on drill_duty_fact to angrid_app;

create function drill_facts_touch() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into indicator_mark (source, row_id)
    select 'drill', id from fresh where kind = 'drill'
    union all select distinct 'drill_duty', enterprise_id from fresh where kind = 'drill';
  return null;
end $$;
create trigger drill_facts_insert after insert on enterprise_record referencing new table as fresh
  for each statement execute function drill_facts_touch();
create trigger drill_facts_update after update on enterprise_record referencing new table as fresh
  for each statement execute function drill_facts_touch();
create trigger drill_duty_facts_insert after insert on enterprise referencing new table as fresh
  for each statement execute function indicator_touch('drill_duty', 'id');
create function drill_facts_follow_enterprise() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into indicator_mark (source, row_id)
    select 'drill', id from enterprise_record where enterprise_id = new.id and kind = 'drill' union all select 'drill_duty', new.id;
  return null;
end $$;
create trigger drill_facts_follow after update on enterprise for each row
  when ((old.grid_code, old.regulator_classes, old.supervise_category, old.danger_classes, old.industry_code, old.operating_state, old.merged_into, old.created_at)
    is distinct from (new.grid_code, new.regulator_classes, new.supervise_category, new.danger_classes, new.industry_code, new.operating_state, new.merged_into, new.created_at))
  execute function drill_facts_follow_enterprise();

-- A term that changes moves the day on which everybody becomes late.
create function drill_facts_follow_setting() returns trigger language plpgsql security definer set search_path = public as $$
declare changed setting := coalesce(new, old);
begin
  insert into indicator_mark (source, row_id)
    select 'drill_duty', id from enterprise where grid_code >= changed.city_code and grid_code < changed.city_code || ':';
  return null;
end $$;
create trigger drill_facts_follow_set after insert or update on setting for each row when (new.key like 'enterprise.drill-months-%')
  execute function drill_facts_follow_setting();
create trigger drill_facts_follow_unset after delete on setting for each row when (old.key like 'enterprise.drill-months-%')
  execute function drill_facts_follow_setting();

create view drill_row with (security_invoker = true) as
  select d.id as row_id, e.name || ' · ' || coalesce(d.theme, '') || ' ' || d.held_on as title, '/enterprises/' || e.id as link
  from enterprise_drill d join enterprise e on e.id = d.enterprise_id;
comment on view drill_row is 'What the rows behind figures are called and where they open, for kernel/indicators';
grant select on drill_row to angrid_app;
create view drill_duty_row with (security_invoker = true) as
  select e.id as row_id, e.name || coalesce(' · 上次演练 ' || (select max(held_on) from enterprise_drill where enterprise_id = e.id), ' · 没有演练记录') as title,
    '/enterprises/' || e.id as link
  from enterprise e;
comment on view drill_duty_row is 'What the rows behind figures are called and where they open, for kernel/indicators';
grant select on drill_duty_row to angrid_app;
