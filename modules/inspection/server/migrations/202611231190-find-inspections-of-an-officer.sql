-- An officer's own day begins with the inspections he is sent to; without an index every team of the county would be read for that.
create index inspection_of_officer on inspection using gin (team jsonb_path_ops);
comment on index inspection_of_officer is 'Inspections of one officer, by the person in the team';
