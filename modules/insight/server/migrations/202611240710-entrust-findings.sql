-- A leader sends no order himself: until now he could only put a finding aside. He hands it to the office under him with a word and a day.
alter table insight_finding
  add column entrusted_seat uuid,
  add column entrusted_to text,
  add column entrusted_by text,
  add column entrusted_at timestamptz,
  add column entrusted_words text,
  add column entrusted_due date,
  add constraint insight_finding_entrusted_whole check (
    num_nulls(entrusted_seat, entrusted_to, entrusted_by, entrusted_at, entrusted_words, entrusted_due) in (0, 6));
comment on column insight_finding.entrusted_seat is 'Seat of the office a leader handed the finding to (交办); it stays open until that office decides';
grant update (entrusted_seat, entrusted_to, entrusted_by, entrusted_at, entrusted_words, entrusted_due) on insight_finding to angrid_app;
