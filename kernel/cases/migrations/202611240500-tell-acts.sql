create table case_feed (
  case_id uuid not null references case_record,
  seq int not null,
  type text not null,
  grid_code text collate "C" not null,
  at timestamptz not null
);
revoke insert, update on case_feed from angrid_app;
comment on table case_feed is 'Acts of people of the last days, by time and place, for live pages; what they say is read from the case itself';
create index case_feed_newest on case_feed (at desc);
create index case_feed_place on case_feed (grid_code, at desc);

alter table case_feed enable row level security;
create policy case_feed_in_scope on case_feed to angrid_app
  using (grid_code >= (select scope_from()) and grid_code < (select scope_to()));

-- With the rights of the owner: an enterprise's act is news to grids the enterprise does not see. Told once a commit.
create function case_act_told() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into case_feed (case_id, seq, type, grid_code, at)
  select n.case_id, n.seq, c.type, c.grid_code, n.at from fresh n join case_record c on c.id = n.case_id
  where n.person_id is not null and n.at > now() - interval '2 days';
  if found then perform pg_notify('angrid_act', ''); end if;
  return null;
end $$;
create trigger case_act_told after insert on case_act referencing new table as fresh
  for each statement execute function case_act_told();
