create table insight_finding (
  id uuid primary key,
  grid_code text collate "C" not null,
  class text not null,
  category text not null,
  as_of date not null,
  from_on date not null,
  to_on date not null,
  comparisons jsonb not null check (jsonb_array_length(comparisons) > 0),
  tested int not null check (tested > 0),
  state text not null default 'open' check (state in ('open', 'accepted', 'ignored', 'closed')),
  told_at timestamptz not null default now(),
  frame jsonb not null,
  commitment text not null,
  secret text not null,
  closed_on date,
  decided_by text,
  decided_at timestamptz,
  ignored_why text,
  acceptance_id uuid unique,
  road text check (road in ('task', 'plan')),
  case_id uuid,
  accepted_on date,
  due_on date,
  draw jsonb,
  left_out jsonb not null default '[]',
  constraint insight_finding_decided_whole check ((state in ('accepted', 'ignored')) = (decided_by is not null and decided_at is not null)),
  constraint insight_finding_ignored_says_why check ((state = 'ignored') = (ignored_why is not null)),
  constraint insight_finding_closed_has_day check ((state = 'closed') = (closed_on is not null)),
  constraint insight_finding_accepted_whole check (
    (state = 'accepted') = (num_nulls(acceptance_id, road, case_id, accepted_on, due_on, draw) = 0))
);
comment on table insight_finding is 'What the figures say is worse somewhere (研判), with the order that follows from it and what was decided';
comment on column insight_finding.class is 'Regulator class; empty for all enterprises of the grid';
comment on column insight_finding.frame is 'Enterprises the order draws from, as known on the day: [id, expected hazards of one check] in the order of ids';
comment on column insight_finding.commitment is 'SM3 of the list of the draw, shown before anybody accepts';
comment on column insight_finding.secret is 'The platform''s part of the seed; shown when the term of the order is over';
comment on column insight_finding.left_out is 'Enterprises somebody kept out of the order, each with the reason; the next of the draw takes the place';
comment on column insight_finding.draw is 'The record of the draw of the control group, as anyone may draw it again';
create unique index insight_finding_once on insight_finding (grid_code, class, category) where state = 'open';
create index insight_finding_place on insight_finding (grid_code, told_at desc);

create table insight_arm (
  finding_id uuid not null references insight_finding,
  object_id uuid not null,
  grid_code text collate "C" not null,
  arm text not null check (arm in ('rank', 'control')),
  expected numeric not null,
  primary key (finding_id, object_id)
);
comment on table insight_arm is 'Enterprises of an order: chosen by expected hazards, or drawn by chance to compare with; nobody sees which until the term is over';
comment on column insight_arm.grid_code is 'Grid of the finding, not of the enterprise';
create index insight_arm_of_object on insight_arm (object_id);

create table insight_model (
  id uuid primary key,
  trained_on date not null,
  grid_code text collate "C" not null,
  in_use boolean not null,
  model jsonb not null,
  report jsonb not null
);
comment on table insight_model is 'Versions of the model that expects hazards of a check: weights, and how it did on months it had not seen';
create unique index insight_model_day on insight_model (grid_code, trained_on);
create unique index insight_model_one_in_use on insight_model (grid_code) where in_use;

create table insight_warning (
  grid_code text collate "C" not null,
  indicator text not null,
  month date not null check (extract(day from month) = 1),
  source text not null check (source in ('live', 'backtest')),
  made_on date not null,
  expected numeric not null,
  low numeric not null,
  high numeric not null,
  threshold numeric not null,
  chance numeric not null check (chance between 0 and 1),
  warned boolean not null,
  found numeric,
  judged_on date,
  primary key (grid_code, indicator, month, source),
  constraint insight_warning_made_before check (made_on < month or source = 'backtest' or made_on < month + interval '1 month'),
  constraint insight_warning_judged_whole check ((found is null) = (judged_on is null))
);
comment on table insight_warning is 'What was said of a month before it came: a warning or none, and what then happened; never changed but by the judgement';

do $$
declare name text;
begin
  foreach name in array array['insight_finding', 'insight_arm', 'insight_warning'] loop
    execute format('alter table %I enable row level security', name);
    execute format($p$create policy %I on %I to angrid_app
      using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
      with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
    $p$, name || '_in_scope', name);
  end loop;
end $$;

-- Weights name nobody and nothing: every office of the city reads by which it is ranked.
alter table insight_model enable row level security;
create policy insight_model_of_city on insight_model to angrid_app
  using ((select scope_object()) is null)
  with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()));

revoke delete on insight_finding, insight_arm, insight_model, insight_warning from angrid_app;
revoke update on insight_arm from angrid_app;
revoke update on insight_model from angrid_app;
grant update (in_use) on insight_model to angrid_app;
revoke update on insight_warning from angrid_app;
grant update (found, judged_on) on insight_warning to angrid_app;
revoke update on insight_finding from angrid_app;
grant update (as_of, from_on, to_on, comparisons, tested, state, closed_on, decided_by, decided_at, ignored_why,
  acceptance_id, road, case_id, accepted_on, due_on, draw, left_out) on insight_finding to angrid_app;
