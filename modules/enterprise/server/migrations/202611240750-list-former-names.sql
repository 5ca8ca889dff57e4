-- Offices keep writing the name an enterprise had: the list of enterprises says what each was called before.
create or replace view enterprise_roll with (security_invoker = true) as
  select e.id as row_id, e.grid_code, (e.created_at at time zone 'Asia/Shanghai')::date as day, e.name as title,
    '/enterprises/' || e.id as link,
    jsonb_build_object('code', e.credit_code, 'name', e.name, 'class', nullif(p.class, ''), 'category', nullif(p.category, ''),
      'scale', nullif(p.scale, ''), 'risk', nullif(p.risk, ''), 'state', e.operating_state,
      'formerNames', (select string_agg(distinct v.snapshot ->> 'name', e'\n') from enterprise_version v
        where v.enterprise_id = e.id and v.snapshot ->> 'name' <> e.name)) as facts
  from enterprise e join enterprise_parting p using (id);
