alter table task
  add column handed_on date,
  add column first_due_on date,
  add column due_on date,
  add column submitted_on date,
  add column ended_on date,
  add column feedback_at timestamptz,
  add column feedback_remind_on date,
  add column feedback_due_on date,
  add column feedback_look_on date,
  add column feedback_missed int not null default 0,
  add constraint task_feedback_whole check (
    (feedback_due_on is null) = (feedback_remind_on is null) and (feedback_due_on is null) = (feedback_look_on is null)
    and feedback_remind_on <= feedback_due_on);
comment on column task.handed_on is 'Day it was handed down, of a root the day it was published; days are those of China';
comment on column task.first_due_on is 'Last day as it was first set; due_on as it is now, after extensions and returns';
comment on column task.submitted_on is 'Day of the last report upwards';
comment on column task.feedback_due_on is 'Last day of the first period without feedback (反馈频次); null while none is wanted';
comment on column task.feedback_remind_on is 'From this day on it is time to give it';
comment on column task.feedback_look_on is 'The next day on which the job has something to say of it';
comment on column task.feedback_missed is 'Periods that passed without feedback before the present one began';
create index task_feedback_due on task (feedback_due_on) where feedback_due_on is not null;
create index task_feedback_look on task (feedback_look_on) where feedback_look_on is not null;
create index task_handed on task (handed_on, grid_code) where handed_on is not null;

-- What was handed down before keeps its days; its rhythm begins with the day of this migration.
update task t set
  handed_on = x.handed_on, first_due_on = x.first_due_on, due_on = x.due_on, submitted_on = x.submitted_on, ended_on = x.ended_on,
  feedback_at = x.feedback_at
from (
  select c.id, c.closed_at::date as ended_on,
    (select (a.at at time zone 'Asia/Shanghai')::date from case_act a where a.case_id = c.id and a.act in ('hand', 'publish')
     order by a.seq limit 1) as handed_on,
    (select (a.input->>'dueOn')::date from case_act a where a.case_id = c.id and a.act in ('hand', 'publish')
     order by a.seq limit 1) as first_due_on,
    (select coalesce(a.input->>'until', a.input->>'dueOn')::date from case_act a
     where a.case_id = c.id and a.act in ('hand', 'publish', 'extend', 'accept') and coalesce(a.input->>'until', a.input->>'dueOn') is not null
     order by a.seq desc limit 1) as due_on,
    (select (a.at at time zone 'Asia/Shanghai')::date from case_act a where a.case_id = c.id and a.act = 'submit'
     order by a.seq desc limit 1) as submitted_on,
    (select a.at from case_act a where a.case_id = c.id and a.act in ('feedback', 'submit') order by a.seq desc limit 1) as feedback_at
  from case_record c where c.type = 'task') x
where x.id = t.id;
update task t set feedback_remind_on = d.due_on, feedback_due_on = d.due_on, feedback_look_on = d.due_on
from (select k.id, case k.feedback
    when 'weekly' then (date_trunc('week', n.today) + interval '13 days')::date
    when 'monthly' then (date_trunc('month', n.today) + interval '2 months - 1 day')::date
    else (n.today + case extract(isodow from n.today)::int when 5 then 3 when 6 then 2 else 1 end)::date end as due_on
  from task k cross join (select (now() at time zone 'Asia/Shanghai')::date as today) n
  where k.state = 'running' and k.parent_id is not null and k.feedback <> 'none') d
where d.id = t.id;

create table task_feedback_note (
  task_id uuid not null references task,
  kind text not null check (kind in ('due', 'missed')),
  due_on date not null,
  told_at timestamptz not null default now(),
  primary key (task_id, kind, due_on)
);
comment on table task_feedback_note is 'Of which periods a part was reminded, and of which missed ones the seat above was told: once each';
alter table task_feedback_note enable row level security;
create policy task_feedback_note_of_visible_task on task_feedback_note to angrid_app
  using (exists (select from task t where t.id = task_id)) with check (exists (select from task t where t.id = task_id));
revoke delete on task_feedback_note from angrid_app;
