-- The register keeps industries without their letter, so the first character of a code was no section: GB/T 4754-2017 numbers divisions
-- through, and a section is a range of them.
create function industry_section(code text) returns text language sql immutable parallel safe as $$
  select case when code ~ '^[A-Ta-t]' then upper(left(code, 1))
    when code ~ '^\d\d' then (array['A','B','C','D','E','F','G','H','I','J','K','L','M','N','O','P','Q','R','S','T'])[
      width_bucket(left(code, 2)::int, array[1,6,13,44,47,51,53,61,63,66,70,71,73,76,80,83,84,86,91,97])] end
$$;
comment on function industry_section is 'Letter of the section (门类) of an industry code, GB/T 4754-2017';
create or replace view enterprise_parting with (security_invoker = true) as
  select id, grid_code,
    coalesce((select string_agg(c, '+' order by c) from unnest(regulator_classes) c), '') as class,
    coalesce(supervise_category, '') as category, coalesce(scale, '') as scale, coalesce(risk_level, '') as risk,
    coalesce(industry_section(industry_code), '') as section
  from enterprise where merged_into is null;
insert into indicator_mark (source, row_id)
  select 'enterprise', id from enterprise where industry_code is not null and exists (select from indicator_source where name = 'enterprise');
