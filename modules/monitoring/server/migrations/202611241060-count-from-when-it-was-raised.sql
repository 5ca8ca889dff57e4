-- An alarm that grows worse is to be acknowledged again, and whoever is told further is told by that time.
alter table alarm add column unseen_since timestamptz(3);
update alarm set unseen_since = noticed_at;
alter table alarm alter column unseen_since set not null;
comment on column alarm.unseen_since is 'Since when somebody is to acknowledge it: noticed, or grown worse';
drop index alarm_unseen;
create index alarm_unseen on alarm (unseen_since) where state = 'raised';
-- The same window sent twice is one.
create unique index point_window_once on point_window (point_id, kind, from_at, to_at) where ended_at is null;
