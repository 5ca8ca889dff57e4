-- An agency gives each decision a number of its own (文号); the agency is told by the grid of the office that decided.
alter table enforcement_case add column agency_grid text collate "C";
comment on column enforcement_case.agency_grid is 'Grid of the office that decided: the city or a county; null before a decision';
update enforcement_case c set agency_grid = left(one.grid_code, 6)
from (
  select e.id, s.grid_code,
    row_number() over (partition by left(s.grid_code, 6), normalize(e.decision_no, nfkc) order by e.decided_on, e.id) as nth
  from enforcement_case e
  join case_act a on a.case_id = e.id and a.act in ('decide', 'on-spot')
  join seat s on s.id = a.seat_id
  where e.decision_no is not null
) one
-- Numbers given twice before there was this rule stay as they are.
where one.id = c.id and one.nth = 1;
create unique index enforcement_case_decision_no on enforcement_case (agency_grid, normalize(decision_no, nfkc))
  where agency_grid is not null and decision_no is not null;
