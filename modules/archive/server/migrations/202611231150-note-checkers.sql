-- Who looked a volume over is chosen from the people of the office and told so; before, the name was typed.
alter table archive_volume add column checker_seat uuid references seat;
