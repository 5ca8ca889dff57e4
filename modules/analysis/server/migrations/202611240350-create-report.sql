create table report_template (
  id uuid primary key,
  grid_code text collate "C" not null,
  title text not null,
  rhythm text not null check (rhythm in ('hand', 'weekly', 'monthly')),
  on_day int,
  content jsonb not null,
  version int not null default 1,
  saved_at timestamptz not null default now(),
  saved_by text not null,
  due_since date not null,
  retired_at timestamptz,
  constraint report_template_has_day check (rhythm = 'hand' or on_day is not null)
);
comment on table report_template is 'Reports an office has written for its grid: text with indicators as fields, for which period, when and to whom';
comment on column report_template.due_since is 'Day since which it stands as it does: what was due before is not made up for';
create index report_template_place on report_template (grid_code, saved_at desc);

create table report_template_version (
  template_id uuid not null references report_template,
  version int not null,
  grid_code text collate "C" not null,
  content jsonb not null,
  saved_at timestamptz not null default now(),
  saved_by text not null,
  primary key (template_id, version)
);
comment on table report_template_version is 'Each template as it was saved, so that what a report was written by can be told';

create table report (
  id uuid primary key,
  template_id uuid not null references report_template,
  template_version int not null,
  grid_code text collate "C" not null,
  occasion text not null,
  title text not null,
  from_on date not null,
  to_on date not null,
  as_of date not null,
  content jsonb not null,
  written_at timestamptz not null default now(),
  constraint report_once unique (template_id, grid_code, occasion)
);
comment on table report is 'A report as it was written, with the figures known at the end of its day; never changed';
comment on column report.occasion is 'The day it was due; by hand, the day with the version: written twice is written once';
create index report_place on report (grid_code, written_at desc, id desc);
create index report_of_template on report (template_id, written_at desc, id desc);

create table report_delivery (
  report_id uuid not null references report,
  seat_id uuid not null references seat,
  grid_code text collate "C" not null,
  message_id uuid not null,
  sent_at timestamptz not null default now(),
  primary key (report_id, seat_id)
);
comment on table report_delivery is 'Seats a report was sent to; whoever sits there reads it although it is of a wider grid';
create index report_delivery_of_seat on report_delivery (seat_id, sent_at desc);

do $$
declare name text;
begin
  foreach name in array array['report_template', 'report_template_version', 'report', 'report_delivery'] loop
    execute format('alter table %I enable row level security', name);
    execute format($p$create policy %I on %I to angrid_app
      using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
      with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
    $p$, name || '_in_scope', name);
  end loop;
end $$;
-- What was sent to a seat inside the reader's grid is seen there too.
create policy report_sent on report for select to angrid_app using (
  (select scope_object()) is null and id in (select d.report_id from report_delivery d)
);
revoke delete on report_template, report_template_version, report, report_delivery from angrid_app;
revoke update on report_template_version, report, report_delivery from angrid_app;
