-- Patrols ask how risky an enterprise is and whether it works at all; the columns come last, so the view keeps its shape for its readers.
create or replace view supervised_enterprise with (security_invoker = true) as
  select id, name, grid_code, regulator_classes, lng, lat, risk_level, has_major_hazard, operating_state, address
  from enterprise where merged_into is null;
