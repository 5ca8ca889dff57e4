create view standing_place with (security_invoker = true) as
  select id, name, kind, grid_code, address, lng, lat from supervised_place
  where to_on is null or to_on >= (now() at time zone 'Asia/Shanghai')::date;
comment on view standing_place is 'Supervised objects of class C that stand today, for those who visit them';
grant select on standing_place to angrid_app;
