alter table case_record add column filed_as text;
comment on column case_record.filed_as is 'Number under which the case was put away (档号); while it stands no act is taken, whoever does it';

-- A case that was put away takes no act, whichever way it comes.
create function refuse_acts_of_filed() returns trigger
language plpgsql as $$
begin
  if exists (select from case_record c where c.id = new.case_id and c.filed_as is not null) then
    raise exception 'the case was put away'
      using errcode = 'check_violation', constraint = 'case_act_not_of_filed';
  end if;
  return new;
end $$;
create trigger case_act_not_of_filed before insert on case_act for each row execute function refuse_acts_of_filed();
