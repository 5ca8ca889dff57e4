create table hazard_reminder (
  hazard_id uuid not null references hazard,
  step text not null,
  due_on date not null,
  stands text not null check (stands in ('due', 'late')),
  told_at timestamptz not null default now(),
  primary key (hazard_id, step, due_on, stands)
);
comment on table hazard_reminder is 'Steps of listings (挂牌督办) somebody was reminded of: each once before its day and once after';
alter table hazard_reminder enable row level security;
create policy hazard_reminder_of_visible_hazard on hazard_reminder to angrid_app
  using (exists (select from hazard h where h.id = hazard_id)) with check (exists (select from hazard h where h.id = hazard_id));

-- Hazards under listing, for the reminders of each morning.
create index hazard_listed on hazard (id) where listed_level is not null;
