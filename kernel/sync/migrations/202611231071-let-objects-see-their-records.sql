-- The scope of an enterprise holds its object and no grid.
drop policy field_record_in_scope on field_record;
create policy field_record_in_scope on field_record to angrid_app
  using (case when (select scope_object()) is null
    then grid_code >= (select scope_from()) and grid_code < (select scope_to())
    else object_id = (select scope_object()) end)
  with check (case when (select scope_object()) is null
    then grid_code >= (select scope_from()) and grid_code < (select scope_to())
    else object_id = (select scope_object()) end);
