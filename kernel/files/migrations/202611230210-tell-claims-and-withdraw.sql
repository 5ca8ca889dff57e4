alter table file add column claims jsonb;
comment on column file.claims is 'What a photograph says of its making (EXIF): takenAt, position, device; never believed, only compared';

-- A file wrongly attached is no longer served; its row, its bytes and the reason stay.
alter table file
  add column withdrawn_at timestamptz,
  add column withdrawn_by uuid,
  add column withdrawn_reason text,
  add constraint file_withdrawn_whole check (
    (withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_reason is null)
  );
comment on column file.withdrawn_reason is 'Why it was taken back (撤回); in the words of who did';
grant update (withdrawn_at, withdrawn_by, withdrawn_reason) on file to angrid_app;

-- Whether an act is sealed with a file is asked across all scopes: the case may lie where the asker does not see it.
create index case_act_attachments on case_act using gin (attachments jsonb_path_ops) where attachments <> '[]'::jsonb;
create function file_is_sealed(file_id uuid) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (
    select from case_act
    where attachments <> '[]'::jsonb
      and attachments @> jsonb_build_array(jsonb_build_object('fileId', file_id::text))
  )
$$;
revoke execute on function file_is_sealed(uuid) from public;
grant execute on function file_is_sealed(uuid) to angrid_app;

-- The other way round: nothing is sealed with a file that was withdrawn. The lock makes the two wait for each other.
create function refuse_withdrawn_attachments() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  perform from file f
  where f.id in (select (a->>'fileId')::uuid from jsonb_array_elements(new.attachments) a)
  for share;
  if exists (
    select from file f
    where f.withdrawn_at is not null
      and f.id in (select (a->>'fileId')::uuid from jsonb_array_elements(new.attachments) a)
  ) then
    raise exception 'a withdrawn file is attached'
      using errcode = 'check_violation', constraint = 'case_act_attachments_not_withdrawn';
  end if;
  return new;
end $$;
create trigger case_act_attachments_stand before insert on case_act
  for each row when (new.attachments <> '[]'::jsonb) execute function refuse_withdrawn_attachments();
