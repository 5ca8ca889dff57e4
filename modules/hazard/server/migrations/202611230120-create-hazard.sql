create table hazard (
  id uuid primary key references case_record,
  grid_code text collate "C" not null,
  object_id uuid,
  what text not null,
  place text not null,
  source text not null,
  self_found boolean not null,
  item_code text,
  rank text check (rank in ('ordinary', 'major')),
  category text,
  criterion text,
  found_on date not null,
  due_on date,
  state text not null,
  ordered boolean not null default false,
  listed_level text check (listed_level in ('town', 'county', 'city')),
  listed_until date,
  closed_on date,
  money numeric(14, 2),
  recurs_id uuid references hazard,
  constraint hazard_major_has_criterion check (rank is distinct from 'major' or criterion is not null)
);
comment on table hazard is 'Hazards (隐患) as their acts say: computed, kept for lists and figures; the acts are in case_act';
comment on column hazard.recurs_id is 'Earlier hazard of the same object and check item or category: a recurring one (重复隐患)';
comment on column hazard.listed_level is 'Supervised by name (挂牌督办) at this level; null when not listed';
create index hazard_place on hazard (grid_code, state);
create index hazard_found on hazard (grid_code, found_on);
create index hazard_of_object on hazard (object_id, item_code) where object_id is not null;

alter table hazard enable row level security;
create policy hazard_in_scope on hazard to angrid_app using (
  case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
       else object_id = (select scope_object()) end
) with check (
  case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
       else object_id = (select scope_object()) end
);
revoke delete on hazard from angrid_app;
