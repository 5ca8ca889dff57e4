-- Plans of boundaries ask where an enterprise lies; the two columns come last, so the view keeps its shape for its readers.
create or replace view supervised_enterprise with (security_invoker = true) as
  select id, name, grid_code, regulator_classes, lng, lat from enterprise where merged_into is null;
