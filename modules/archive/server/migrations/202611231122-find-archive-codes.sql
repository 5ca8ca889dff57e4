-- Offices next to each other do not see each other's settings, yet two of them must not count in one series.
create function archive_codes_of_another(own_grid text, own_fonds text, own_unit text) returns text
language plpgsql volatile security definer set search_path = public as $$
begin
  -- Two who enter the same codes at once come one after the other.
  perform pg_advisory_xact_lock(hashtext('archive_office_codes'));
  return (select o.grid_code from archive_office o
    where o.fonds = own_fonds and o.unit = own_unit and o.grid_code <> own_grid order by o.grid_code limit 1);
end $$;
comment on function archive_codes_of_another is 'Grid of another office with the same fonds and unit, anywhere; null without one';
