create table draw (
  id uuid primary key,
  grid_code text collate "C" not null,
  state text not null check (state in ('committing', 'revealing', 'drawn', 'void')),
  list jsonb not null,
  commitment text not null,
  drawn jsonb,
  drawn_at timestamptz,
  chosen jsonb not null default '[]',
  void_reason text,
  opened_by text not null,
  opened_at timestamptz not null default now(),
  constraint draw_drawn_whole check ((state = 'drawn') = (drawn is not null and drawn_at is not null)),
  constraint draw_void_has_reason check ((state = 'void') = (void_reason is not null))
);
comment on table draw is 'Draws of enterprises, officers and experts (双随机) that anyone can draw again: list and its hash first, then the seed';
comment on column draw.list is 'Candidates, exclusions with reasons, rule and number, as they were bound by the hash; never changed';
comment on column draw.chosen is 'What was chosen by hand beside the draw, each with its reason';
create index draw_place on draw (grid_code, opened_at desc, id desc);

create table draw_party (
  draw_id uuid not null references draw,
  no int not null,
  grid_code text collate "C" not null,
  person_id uuid not null references person,
  name text not null,
  commitment text not null,
  secret text,
  primary key (draw_id, no),
  constraint draw_party_once unique (draw_id, person_id)
);
comment on table draw_party is 'Who gives a part of the seed: first its hash, then the part';

do $$
declare name text;
begin
  foreach name in array array['draw', 'draw_party'] loop
    execute format('alter table %I enable row level security', name);
    execute format($p$create policy %I on %I to angrid_app
      using ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
      with check ((select scope_object()) is null and grid_code >= (select scope_from()) and grid_code < (select scope_to()))
    $p$, name || '_in_scope', name);
  end loop;
end $$;
revoke delete on draw, draw_party from angrid_app;
revoke update on draw from angrid_app;
grant update (state, drawn, drawn_at, chosen, void_reason) on draw to angrid_app;
revoke update on draw_party from angrid_app;
grant update (secret) on draw_party to angrid_app;
