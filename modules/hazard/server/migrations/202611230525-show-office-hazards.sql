-- What other rooms may know of hazards: whose, where, who found them, when. Row-level policies of the reader apply.
create view known_hazard with (security_invoker = true) as
  select h.id, h.object_id, h.grid_code, h.self_found, h.found_on, c.number
  from hazard h left join case_record c on c.id = h.id where h.state <> 'withdrawn';
comment on view known_hazard is 'Hazards that stand, by object and place, told apart by who found them';
grant select on known_hazard to angrid_app;
