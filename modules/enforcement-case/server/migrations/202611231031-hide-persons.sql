-- What a person of an enterprise is punished for is not the enterprise's to see.
drop policy enforcement_case_in_scope on enforcement_case;
create policy enforcement_case_in_scope on enforcement_case to angrid_app using (
  case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
       else object_id = (select scope_object()) and party_kind = 'unit' and (notified_on is not null or served_on is not null) end
) with check (
  case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
       else object_id = (select scope_object()) and party_kind = 'unit' and (notified_on is not null or served_on is not null) end
);
