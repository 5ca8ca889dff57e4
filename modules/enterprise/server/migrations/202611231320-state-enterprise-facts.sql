-- What figures part enterprises by; other rooms join it for their own rows. Several regulator classes are joined with + (kernel/indicators).
create view enterprise_parting with (security_invoker = true) as
  select id, grid_code,
    coalesce((select string_agg(c, '+' order by c) from unnest(regulator_classes) c), '') as class,
    coalesce(supervise_category, '') as category, coalesce(scale, '') as scale, coalesce(risk_level, '') as risk,
    coalesce(upper(left(industry_code, 1)), '') as section
  from enterprise where merged_into is null;
comment on view enterprise_parting is 'Keys by which figures part enterprises and what concerns them';
grant select on enterprise_parting to angrid_app;

create view enterprise_fact with (security_invoker = true) as
  select e.id as row_id, f.measure, e.grid_code, array[p.class, p.category, p.scale, p.risk, e.operating_state, p.section] as dims,
    f.day as eff_on, f.day as rec_on, f.amount
  from enterprise e join enterprise_parting p using (id)
  left join lateral (
    select min(i.created_on) as first, case when bool_and(i.withdrawn_at is not null)
      then (max(i.withdrawn_at) at time zone 'Asia/Shanghai')::date end as last
    from major_hazard_installation i where i.enterprise_id = e.id) h on true
  cross join lateral (values
    ('registered', (e.created_at at time zone 'Asia/Shanghai')::date, 1),
    ('hazardous', h.first, 1), ('hazardous', h.last, -1)) f(measure, day, amount)
  where f.day is not null;
comment on view enterprise_fact is 'Lines of enterprises for kernel/indicators: registered, and with a major hazard installation';
grant select on enterprise_fact to angrid_app;

create view installation_fact with (security_invoker = true) as
  select i.id as row_id, f.measure, i.grid_code, array[coalesce(i.level::text, ''), i.unit_type, p.class] as dims,
    f.day as eff_on, f.day as rec_on, 1 as amount
  from major_hazard_installation i join enterprise_parting p on p.id = i.enterprise_id
  cross join lateral (values
    ('recorded', i.created_on), ('withdrawn', (i.withdrawn_at at time zone 'Asia/Shanghai')::date)) f(measure, day)
  where f.day is not null;
comment on view installation_fact is 'Lines of major hazard installations for kernel/indicators';
grant select on installation_fact to angrid_app;

create trigger enterprise_facts_insert after insert on enterprise referencing new table as fresh
  for each statement execute function indicator_touch('enterprise', 'id');
create trigger enterprise_facts_update after update on enterprise referencing new table as fresh
  for each statement execute function indicator_touch('enterprise', 'id');
create trigger installation_facts_insert after insert on major_hazard_installation referencing new table as fresh
  for each statement execute function indicator_touch('installation', 'id');
create trigger installation_facts_update after update on major_hazard_installation referencing new table as fresh
  for each statement execute function indicator_touch('installation', 'id');
create trigger enterprise_facts_of_installation_insert after insert on major_hazard_installation referencing new table as fresh
  for each statement execute function indicator_touch('enterprise', 'enterprise_id');
create trigger enterprise_facts_of_installation_update after update on major_hazard_installation referencing new table as fresh
  for each statement execute function indicator_touch('enterprise', 'enterprise_id');
create function installation_facts_follow_enterprise() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into indicator_mark (source, row_id) select 'installation', id from major_hazard_installation where enterprise_id = new.id;
  return null;
end $$;
create trigger installation_facts_follow after update of regulator_classes, merged_into on enterprise for each row
  when ((old.regulator_classes, old.merged_into) is distinct from (new.regulator_classes, new.merged_into))
  execute function installation_facts_follow_enterprise();

create view enterprise_row with (security_invoker = true) as
  select id as row_id, name as title, '/enterprises/' || id as link from enterprise;
comment on view enterprise_row is 'What the rows behind figures are called and where they open, for kernel/indicators';
grant select on enterprise_row to angrid_app;

create view installation_row with (security_invoker = true) as
  select i.id as row_id, e.name || ' · ' || i.name as title, '/enterprises/' || e.id as link
  from major_hazard_installation i join enterprise e on e.id = i.enterprise_id;
comment on view installation_row is 'What the rows behind figures are called and where they open, for kernel/indicators';
grant select on installation_row to angrid_app;
