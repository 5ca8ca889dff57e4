create table risk_point (
  id uuid primary key,
  object_id uuid not null,
  grid_code text collate "C" not null,
  name text not null,
  unit text not null,
  activity text not null,
  factor text not null,
  accident_type text not null,
  lng double precision,
  lat double precision,
  shape jsonb,
  controller text not null,
  controller_phone text,
  method text not null check (method in ('LEC', 'LS')),
  factor_values jsonb not null,
  score numeric(9, 3) not null,
  scored smallint not null check (scored between 1 and 4),
  level smallint not null check (level between 1 and 4),
  direct_reason text,
  band_set text not null,
  graded_on date not null,
  graded_at timestamptz not null default now(),
  review_due_on date not null,
  review_told_on date,
  reassess_since date,
  reassess_reason text,
  opinion_open boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  withdrawn_reason text,
  constraint risk_point_red_by_reason check (direct_reason is null or level = 1),
  constraint risk_point_whole_point check ((lng is null) = (lat is null)),
  constraint risk_point_reassess_whole check ((reassess_since is null) = (reassess_reason is null))
);
comment on table risk_point is 'Risk points of enterprises (风险点) as last assessed; every assessment stays in risk_assessment';
comment on column risk_point.scored is 'Level of the score alone; level is 1 where a situation decides directly (直判)';
comment on column risk_point.band_set is 'Bands the score was graded by: published sets differ and change';
comment on column risk_point.graded_at is 'Hazards from before the last assessment do not ask for another one';
comment on column risk_point.review_told_on is 'The due day of the assessment the enterprise was last reminded of';
comment on column risk_point.reassess_since is 'To be assessed again before its day, since this day: hazards came up repeatedly';
comment on column risk_point.shape is 'GeoJSON polygon of the place, WGS 84; null when only a point is known';
create index risk_point_of_object on risk_point (object_id, level) where withdrawn_at is null;
create index risk_point_place on risk_point (grid_code, level) where withdrawn_at is null;

create table risk_assessment (
  id uuid primary key,
  risk_point_id uuid not null references risk_point,
  object_id uuid not null,
  grid_code text collate "C" not null,
  on_day date not null,
  method text not null,
  factor_values jsonb not null,
  score numeric(9, 3) not null,
  scored smallint not null,
  level smallint not null,
  direct_reason text,
  band_set text not null,
  why text not null,
  by_who jsonb not null,
  made_at timestamptz not null default now()
);
comment on table risk_assessment is 'Every grading of a risk point with its values, day and who did it; nothing is changed later';
create index risk_assessment_of_point on risk_assessment (risk_point_id, on_day);

create table risk_control (
  id uuid primary key,
  risk_point_id uuid not null references risk_point,
  object_id uuid not null,
  grid_code text collate "C" not null,
  kind text not null check (kind in ('engineering', 'management', 'training', 'ppe', 'emergency')),
  text text not null,
  checker text not null,
  every text not null check (every in ('shift', 'daily', 'weekly', 'monthly', 'quarterly', 'half_year', 'yearly')),
  entered_on date not null,
  last_checked_on date,
  last_result text check (last_result in ('works', 'failed')),
  check_due_on date not null,
  withdrawn_at timestamptz,
  constraint risk_control_checked_whole check ((last_checked_on is null) = (last_result is null))
);
comment on table risk_control is 'Measures that control a risk point (管控措施), who looks at each and how often';
create index risk_control_of_point on risk_control (risk_point_id) where withdrawn_at is null;
create index risk_control_of_object on risk_control (object_id);

create table risk_control_check (
  id uuid primary key,
  control_id uuid not null references risk_control,
  object_id uuid not null,
  grid_code text collate "C" not null,
  on_day date not null,
  result text not null check (result in ('works', 'failed')),
  text text not null,
  by_who jsonb not null,
  made_at timestamptz not null default now()
);
comment on table risk_control_check is 'Looks at a measure: it works, or it failed; nothing is changed later';
create index risk_control_check_of_control on risk_control_check (control_id, on_day);

create table risk_opinion (
  id uuid primary key,
  risk_point_id uuid not null references risk_point,
  object_id uuid not null,
  grid_code text collate "C" not null,
  verdict text not null check (verdict in ('agreed', 'too_low', 'incomplete', 'unclear')),
  text text not null,
  by_who jsonb not null,
  seat_id uuid,
  made_at timestamptz not null default now(),
  reply text,
  replied_at timestamptz,
  replied_by jsonb
);
comment on table risk_opinion is 'What an office thinks of a risk point (复核意见), and what the enterprise answered';
create index risk_opinion_of_point on risk_opinion (risk_point_id, made_at);

create table risk_failure (
  hazard_id uuid primary key,
  control_id uuid not null references risk_control,
  risk_point_id uuid not null references risk_point,
  object_id uuid not null,
  grid_code text collate "C" not null,
  failed_at timestamptz not null,
  dropped boolean not null default false
);
comment on table risk_failure is 'Hazards that name the measure that failed; the hazards themselves are kept elsewhere';
comment on column risk_failure.dropped is 'It was no hazard after all: its report was withdrawn';
create index risk_failure_of_point on risk_failure (risk_point_id, failed_at) where not dropped;

do $$
declare t text;
begin
  foreach t in array array['risk_point', 'risk_assessment', 'risk_control', 'risk_control_check', 'risk_opinion', 'risk_failure'] loop
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
revoke delete on risk_point, risk_assessment, risk_control, risk_control_check, risk_opinion, risk_failure from angrid_app;
