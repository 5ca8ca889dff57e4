create table self_check_plan (
  id uuid primary key,
  object_id uuid not null,
  grid_code text collate "C" not null,
  template text not null,
  rhythm text not null check (rhythm in ('daily', 'weekly', 'monthly', 'quarterly')),
  item_codes text[] not null check (cardinality(item_codes) > 0),
  from_on date not null,
  ended_on date,
  created_at timestamptz not null default now()
);
comment on table self_check_plan is 'What an enterprise checks itself by, and how often (自查计划)';
comment on column self_check_plan.item_codes is 'The checks of the template when the plan was made; a later template needs a new plan';
create unique index self_check_plan_once on self_check_plan (object_id, template) where ended_on is null;
create index self_check_plan_place on self_check_plan (grid_code) where ended_on is null;

create table self_check (
  id uuid primary key,
  plan_id uuid not null references self_check_plan,
  object_id uuid not null,
  grid_code text collate "C" not null,
  template text not null,
  rhythm text not null,
  item_codes text[] not null,
  from_on date not null,
  due_on date not null,
  answered int not null default 0,
  bad int not null default 0,
  zero boolean not null default false,
  finished_at timestamptz,
  finished_by jsonb,
  told_ahead_at timestamptz,
  told_due_at timestamptz,
  constraint self_check_once unique (plan_id, due_on),
  constraint self_check_zero_has_none check (not zero or (bad = 0 and finished_at is not null)),
  constraint self_check_finished_whole check ((finished_at is null) = (finished_by is null)),
  constraint self_check_from_before_due check (from_on <= due_on)
);
comment on table self_check is 'One check an enterprise does of itself in a period (自查)';
comment on column self_check.zero is 'Nothing was found and the enterprise said so expressly (零报告)';
comment on column self_check.told_ahead_at is 'When the enterprise was reminded before the last day, and told_due_at on it: once each';
create index self_check_of_object on self_check (object_id, due_on);
create index self_check_place on self_check (grid_code, due_on);
create index self_check_open on self_check (due_on) where finished_at is null;

create table self_check_answer (
  check_id uuid not null references self_check,
  item_code text not null,
  object_id uuid not null,
  grid_code text collate "C" not null,
  answer text not null check (answer in ('ok', 'bad', 'na')),
  note text not null default '',
  hazard_id uuid,
  answered_at timestamptz not null default now(),
  answered_by text not null,
  primary key (check_id, item_code),
  constraint self_check_answer_hazard_is_bad check (hazard_id is null or answer = 'bad')
);
comment on table self_check_answer is 'Answers of a check, kept one by one as they are given, so that nothing is lost on the way';
create index self_check_answer_of_object on self_check_answer (object_id);

do $$
declare t text;
begin
  foreach t in array array['self_check_plan', 'self_check', 'self_check_answer'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy %I on %I to angrid_app using (
         case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
              else object_id = (select scope_object()) end
       ) with check (
         case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
              else object_id = (select scope_object()) end
       )', t || '_in_scope', t);
  end loop;
end $$;
revoke delete on self_check_plan, self_check, self_check_answer from angrid_app;
