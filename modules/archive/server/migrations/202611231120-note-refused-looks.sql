alter table archive_log drop constraint archive_log_what_check;
alter table archive_log add constraint archive_log_what_check check (what in ('looked', 'downloaded', 'checked', 'lent', 'refused',
  'returned', 'expired', 'exported', 'taken-out', 'appraised', 'destroyed', 'altered'));
