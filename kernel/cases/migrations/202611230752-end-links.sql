alter table case_link add column ended_at timestamptz;
comment on column case_link.ended_at is 'When a case that was put into the other was taken out again; null while they hang together';
update case_link l set ended_at = a.at from case_act a join case_record c on c.id = a.case_id
where a.case_id = l.from_id and a.act = 'part' and c.state <> 'merged'
  and a.seq = (select max(seq) from case_act x where x.case_id = l.from_id and x.act = 'part');
-- What was put into another case before its supervision went along with it is supervised no more.
update case_record set supervised_seat_id = null where state = 'merged' and supervised_seat_id is not null;
