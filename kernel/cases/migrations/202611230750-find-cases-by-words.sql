create table case_words (
  case_id uuid not null references case_record,
  seq int not null,
  words text not null,
  primary key (case_id, seq)
);
comment on table case_words is 'What cases say, normalized, a line for each text: seq 0 title and number, then the words of each act as its page shows them';
create table case_pairs (
  case_id uuid not null references case_record,
  seq int not null,
  grams text[] not null,
  primary key (case_id, seq)
);
comment on table case_pairs is 'Pairs of characters of case_words (decision 0003); holds nothing to read, what is found is read from case_record';
create index case_pairs_grams on case_pairs using gin (grams);
revoke update, delete on case_words, case_pairs from angrid_app;

alter table case_words enable row level security;
create policy case_words_of_visible_case on case_words to angrid_app
  using (exists (select from case_record c where c.id = case_id)) with check (exists (select from case_record c where c.id = case_id));

-- The words of an act follow from the declaration of its kind, which the database does not know: the worker enters what is older.
create table case_unworded (case_id uuid primary key references case_record);
comment on table case_unworded is 'Cases older than case_words whose words the worker has still to enter';
insert into case_unworded select id from case_record;
alter table case_unworded enable row level security;
create policy case_unworded_of_visible_case on case_unworded to angrid_app
  using (exists (select from case_record c where c.id = case_id)) with check (exists (select from case_record c where c.id = case_id));
