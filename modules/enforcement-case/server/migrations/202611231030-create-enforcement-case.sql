create table enforcement_case (
  id uuid primary key references case_record,
  grid_code text collate "C" not null,
  object_id uuid,
  state text not null,
  procedure text not null check (procedure in ('ordinary', 'simple')),
  source text not null,
  what text not null,
  party_kind text not null check (party_kind in ('unit', 'person')),
  party_name text not null,
  cause text,
  item text,
  stage text,
  tier text,
  violated_on date not null,
  filed_on date,
  notified_on date,
  hearing_on date,
  decided_on date,
  decision_no text,
  outcome text,
  others text[] not null default '{}',
  fine_fen bigint not null default 0 check (fine_fen >= 0),
  paid_fen bigint not null default 0 check (paid_fen >= 0 and paid_fen <= fine_fen),
  surcharge_paid_fen bigint not null default 0 check (surcharge_paid_fen >= 0),
  served_on date,
  pay_by date,
  trace jsonb,
  published_on date,
  public_facts text,
  withdrawn_on date,
  annulled_on date,
  closed_on date,
  handler_id uuid,
  co_officer_id uuid
);
comment on table enforcement_case is 'Cases of penalty (行政处罚案件) as their acts say: computed, kept for lists and figures; the acts are in case_act';
comment on column enforcement_case.trace is 'How the fine was weighed, sentence by sentence, as it stood at the decision (裁量过程)';
comment on column enforcement_case.public_facts is 'What the public is told of the act; no personal data';
create index enforcement_case_place on enforcement_case (grid_code, state);
create index enforcement_case_alike on enforcement_case (item, stage, decided_on desc) where decided_on is not null;
create index enforcement_case_public on enforcement_case (published_on desc, id) where published_on is not null and withdrawn_on is null;
create index enforcement_case_of_object on enforcement_case (object_id, violated_on) where object_id is not null;

create table enforcement_evidence (
  case_id uuid not null references enforcement_case,
  no int not null,
  kind text not null,
  title text not null,
  source text not null,
  collected_on date not null,
  place text not null,
  copy text not null check (copy in ('original', 'copy')),
  collector_id uuid not null,
  co_officer_id uuid not null,
  keeper text not null,
  files jsonb not null,
  primary key (case_id, no),
  constraint enforcement_evidence_two_officers check (collector_id <> co_officer_id)
);
comment on table enforcement_evidence is 'Evidence of cases of penalty (证据), of the eight kinds, with the hashes of its files; keeper is whoever has it now';

create table enforcement_custody (
  case_id uuid not null,
  evidence_no int not null,
  no int not null,
  from_keeper text not null,
  to_keeper text not null,
  handed_on date not null,
  why text not null,
  primary key (case_id, evidence_no, no),
  foreign key (case_id, evidence_no) references enforcement_evidence
);
comment on table enforcement_custody is 'Each handing over of a piece of evidence (保管链): from whom, to whom, when, why';

create table enforcement_payment (
  case_id uuid not null references enforcement_case,
  no int not null,
  kind text not null check (kind in ('fine', 'surcharge')),
  amount_fen bigint not null check (amount_fen > 0),
  paid_on date not null,
  receipt text not null,
  primary key (case_id, no)
);
comment on table enforcement_payment is 'What was paid on a fine or its surcharge (缴款)';

create table enforcement_instalment (
  case_id uuid not null references enforcement_case,
  no int not null,
  due_on date not null,
  amount_fen bigint not null check (amount_fen > 0),
  primary key (case_id, no)
);
comment on table enforcement_instalment is 'Parts a fine may be paid in as approved (延期、分期缴纳); together they are the fine';

create table enforcement_duty (
  case_id uuid not null references enforcement_case,
  key text not null,
  title text not null,
  who text not null check (who in ('office', 'party')),
  due_on date not null,
  done_on date,
  told text check (told in ('due', 'late')),
  primary key (case_id, key)
);
comment on table enforcement_duty is 'Terms of the law that run in a case (法定期限), as its acts say; told is how far somebody was reminded';
create index enforcement_duty_open on enforcement_duty (due_on) where done_on is null;

alter table enforcement_case enable row level security;
-- The party sees a case once it was told of it; what is inside is for the offices alone.
create policy enforcement_case_in_scope on enforcement_case to angrid_app using (
  case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
       else object_id = (select scope_object()) and (notified_on is not null or served_on is not null) end
) with check (
  case when (select scope_object()) is null then grid_code >= (select scope_from()) and grid_code < (select scope_to())
       else object_id = (select scope_object()) and (notified_on is not null or served_on is not null) end
);
do $$
declare name text;
begin
  foreach name in array array['enforcement_evidence', 'enforcement_custody', 'enforcement_payment', 'enforcement_instalment', 'enforcement_duty'] loop
    execute format('alter table %I enable row level security', name);
    execute format($p$create policy %I on %I to angrid_app
      using (exists (select from enforcement_case c where c.id = case_id))
      with check (exists (select from enforcement_case c where c.id = case_id))$p$, name || '_of_visible_case', name);
  end loop;
end $$;
-- Evidence and who had it is nothing the account of a party reads.
create policy enforcement_evidence_for_offices on enforcement_evidence as restrictive to angrid_app
  using ((select scope_object()) is null);
create policy enforcement_custody_for_offices on enforcement_custody as restrictive to angrid_app
  using ((select scope_object()) is null);
revoke delete on enforcement_case, enforcement_evidence, enforcement_custody, enforcement_payment from angrid_app;
revoke update on enforcement_custody, enforcement_payment from angrid_app;

-- Where a case lies and whom it concerns is said by its record; the copy here goes along.
create function enforcement_case_follow() returns trigger language plpgsql as $$
begin
  update enforcement_case set grid_code = new.grid_code, object_id = new.object_id where id = new.id;
  return null;
end $$;
create trigger enforcement_case_follows after update of grid_code, object_id on case_record
  for each row when (new.type = 'enforcement-case' and (old.grid_code, old.object_id) is distinct from (new.grid_code, new.object_id))
  execute function enforcement_case_follow();

-- Decisions of the same conduct anywhere in the city, without a name: equal cases are to be decided alike (owner's rights, on purpose).
create view similar_penalty as
  select c.id, left(c.grid_code, 4) as city, left(c.grid_code, 6) as county, c.item, c.stage, c.tier, c.fine_fen, c.others, c.decided_on, c.party_kind
  from enforcement_case c
  where c.decided_on is not null and c.outcome = 'penalise' and c.procedure = 'ordinary' and c.annulled_on is null;
comment on view similar_penalty is 'Decided penalties by conduct, place and amount, with nobody named';
grant select on similar_penalty to angrid_app;

-- What the public may read; nobody signs in for it (owner's rights, on purpose).
create view published_penalty as
  select c.id, c.grid_code, c.party_kind, c.party_name, c.decision_no, c.decided_on, c.public_facts, c.item, c.fine_fen, c.others, c.published_on
  from enforcement_case c where c.published_on is not null and c.withdrawn_on is null and c.annulled_on is null;
comment on view published_penalty is 'Penalty decisions that are published now (行政处罚公示)';
grant select on published_penalty to angrid_app;
