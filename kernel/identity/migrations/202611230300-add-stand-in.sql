alter table seat_holding add column stands_in_for uuid references person;
alter table seat_holding add column reason text;
alter table seat_holding add constraint stand_in_is_another check (stands_in_for <> person_id);
alter table seat_holding add constraint stand_in_has_an_end check (stands_in_for is null or to_on is not null);
comment on column seat_holding.stands_in_for is 'Whom the person stands in for during leave (代理); null for a holder in his own right';
comment on column seat_holding.reason is 'Why somebody stands in, such as leave or a course';
