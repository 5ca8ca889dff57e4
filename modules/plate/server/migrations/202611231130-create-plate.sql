create table plate (
  code text primary key check (code ~ '^[A-HJ-NP-Z2-9]{10}$'),
  enterprise_id uuid not null references enterprise,
  issued_at timestamptz not null default now(),
  issued_by text not null,
  account_id uuid not null references account,
  voided_at timestamptz,
  voided_by text,
  void_reason text check (void_reason in ('lost', 'copied', 'damaged', 'renamed', 'moved', 'closed')),
  void_note text not null default '',
  constraint plate_void_whole check ((voided_at is null) = (void_reason is null) and (voided_at is null) = (voided_by is null))
);
comment on table plate is 'Plates at the gates of enterprises (企业码牌): a code that means one enterprise until the plate is void';
comment on column plate.code is 'Opaque: nine random letters and a check letter; says nothing about the enterprise and follows no order';
create unique index plate_in_force on plate (enterprise_id) where voided_at is null;
create index plate_of on plate (enterprise_id, issued_at desc);

-- A plate lies where its enterprise lies: it moves with it, and is seen by whoever sees the enterprise.
alter table plate enable row level security;
create policy plate_in_scope on plate to angrid_app
  using (exists (select from supervised_enterprise e where e.id = enterprise_id))
  with check (exists (select from supervised_enterprise e where e.id = enterprise_id));
revoke delete, update on plate from angrid_app;
grant update (voided_at, voided_by, void_reason, void_note) on plate to angrid_app;

-- What everybody may learn who holds a plate: whether it is good, and of a good one the name and the places. Nothing else leaves here.
create function plate_shown(wanted text) returns table (name text, grid_code text, voided_on date)
  language sql stable security definer set search_path = public as $$
    select case when p.voided_at is null then e.name end, case when p.voided_at is null then e.grid_code end,
      (p.voided_at at time zone 'Asia/Shanghai')::date
    from plate p left join enterprise e on e.id = p.enterprise_id and e.merged_into is null
    where p.code = wanted $$;
revoke all on function plate_shown(text) from public;
grant execute on function plate_shown(text) to angrid_app;
