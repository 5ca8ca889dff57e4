-- Gaps are found between neighbours: one high number costs no more than any other. At most 1000 numbers are listed.
create or replace function field_gaps(account uuid, device uuid) returns setof int
  language sql stable security definer set search_path = public as $$
    with line as (select distinct r.seq from field_record r where r.account_id = account and r.device_id = device),
      gap as (select seq, lag(seq, 1, 0) over (order by seq) as before from line),
      counted as (select seq, before, sum(seq - before - 1) over (order by seq) - (seq - before - 1) as listed
        from gap where seq > before + 1)
    select n::int from counted, generate_series(before + 1, least(seq - 1, before + 1000)) n
    where listed < 1000 order by n limit 1000 $$;

-- A number used twice is kept twice: the second says so, and what was made afterwards hides behind nothing.
drop index field_record_of_device;
create index field_record_of_device on field_record (account_id, device_id, seq, received_at, id);
create or replace function field_stamp_before(account uuid, device uuid, number int)
  returns table (seq int, hash text, done_at timestamptz, lng double precision, lat double precision)
  language sql stable security definer set search_path = public as $$
    select r.seq, r.hash, r.done_at, r.lng, r.lat from field_record r
    where r.account_id = account and r.device_id = device and r.seq < number
    order by r.seq desc, r.received_at, r.id limit 1 $$;
create function field_number_used(account uuid, device uuid, number int, but uuid) returns boolean
  language sql stable security definer set search_path = public as $$
    select exists (select from field_record r
      where r.account_id = account and r.device_id = device and r.seq = number and r.id <> but) $$;
-- The id of an operation is its sender's choice: another account may have taken the same.
create function field_record_same(record uuid, account uuid, fingerprint text) returns boolean
  language sql stable security definer set search_path = public as $$
    select exists (select from field_record r where r.id = record and r.account_id = account and r.hash = fingerprint) $$;
revoke all on function field_number_used(uuid, uuid, int, uuid), field_record_same(uuid, uuid, text) from public;
grant execute on function field_number_used(uuid, uuid, int, uuid), field_record_same(uuid, uuid, text) to angrid_app;
