-- What is expected of an enterprise is learnt from what was known of it on a past day, so each hazard says since when it was known and done.
create view hazard_history with (security_invoker = true) as
  select h.id, h.object_id, h.grid_code, h.found_on,
    greatest(h.found_on, (c.opened_at at time zone 'Asia/Shanghai')::date) as known_on,
    h.self_found, h.category, h.rank, h.recurs_id is not null as recurring, h.item_code, h.due_on,
    coalesce(h.rectified_on, h.closed_on, case when h.state = 'enforced' then (c.closed_at at time zone 'Asia/Shanghai')::date end) as done_on
  from hazard h join case_record c using (id) where h.state not in ('withdrawn', 'merged') and h.object_id is not null;
comment on view hazard_history is 'Hazards of objects with the days on which they were found, known and put right';
grant select on hazard_history to angrid_app;
