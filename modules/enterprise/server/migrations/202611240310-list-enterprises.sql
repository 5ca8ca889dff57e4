-- Which enterprise something concerns, for rooms that hold an office's list against their own rows.
create view known_enterprise with (security_invoker = true) as
  select id, name, credit_code, grid_code from enterprise;
comment on view known_enterprise is 'Names and credit codes of enterprises, also of those merged into others';
grant select on known_enterprise to angrid_app;

create view enterprise_roll with (security_invoker = true) as
  select e.id as row_id, e.grid_code, (e.created_at at time zone 'Asia/Shanghai')::date as day, e.name as title,
    '/enterprises/' || e.id as link,
    jsonb_build_object('code', e.credit_code, 'name', e.name, 'class', nullif(p.class, ''), 'category', nullif(p.category, ''),
      'scale', nullif(p.scale, ''), 'risk', nullif(p.risk, ''), 'state', e.operating_state) as facts
  from enterprise e join enterprise_parting p using (id);
comment on view enterprise_roll is 'Enterprises as offices list them (企业台账), for modules/reconciliation';
grant select on enterprise_roll to angrid_app;
