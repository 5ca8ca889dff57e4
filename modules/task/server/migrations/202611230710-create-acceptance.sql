create table task_acceptance (
  task_id uuid not null references task,
  seq int not null,
  grid_code text collate "C" not null,
  passed boolean not null,
  sampled int not null check (sampled >= 0),
  points numeric(5, 2) check (points between 0 and 100),
  text text not null,
  due_on date not null,
  submitted_on date not null,
  accepted_on date not null,
  accepted_by text not null,
  primary key (task_id, seq)
);
comment on table task_acceptance is 'Every round of accepting what a grid reported (验收); the last one counts for its points (考核得分)';
comment on column task_acceptance.seq is 'The act it was';
comment on column task_acceptance.points is 'Null where none were given: not rated, never nothing';
comment on column task_acceptance.due_on is 'Last day of the part when it was reported upwards, so that late is what was late then';
create index task_acceptance_place on task_acceptance (grid_code, accepted_on);
alter table task_acceptance enable row level security;
create policy task_acceptance_in_scope on task_acceptance to angrid_app
  using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));
revoke update, delete on task_acceptance from angrid_app;

-- Rounds of before, as the acts tell them.
insert into task_acceptance (task_id, seq, grid_code, passed, sampled, points, text, due_on, submitted_on, accepted_on, accepted_by)
select t.id, a.seq, t.grid_code, (a.input->>'passed')::boolean, (a.input->>'sampled')::int, (a.input->>'points')::numeric,
  a.input->>'text', d.due_on, s.submitted_on, (a.at at time zone 'Asia/Shanghai')::date, coalesce(a.actor->>'name', '')
from task t join case_act a on a.case_id = t.id and a.act = 'accept'
cross join lateral (
  select (b.at at time zone 'Asia/Shanghai')::date as submitted_on from case_act b
  where b.case_id = t.id and b.act = 'submit' and b.seq < a.seq order by b.seq desc limit 1) s
cross join lateral (
  select coalesce(b.input->>'until', b.input->>'dueOn')::date as due_on from case_act b
  where b.case_id = t.id and b.act in ('hand', 'extend', 'accept') and b.seq < a.seq and coalesce(b.input->>'until', b.input->>'dueOn') is not null
  order by b.seq desc limit 1) d;
