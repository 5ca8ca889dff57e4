-- A matter that was done left its messages unread for ever.
update message set read_at = done_at where done_at is not null and read_at is null;
