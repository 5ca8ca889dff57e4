create table message (
  id uuid primary key,
  seat_id uuid references seat,
  person_id uuid references person,
  kind text not null,
  ref text,
  title text not null,
  text text not null default '',
  link text,
  needs_action boolean not null default false,
  created_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  read_by uuid references person,
  done_at timestamptz,
  constraint message_has_one_addressee check ((seat_id is null) <> (person_id is null)),
  constraint message_link_stays_here check (link ~ '^/([^/]|$)')
);
comment on table message is 'Inbox: to a seat (whoever sits there) or to a person';
comment on column message.ref is 'What the message is about: with kind, how the module finds it again to mark it done';
comment on column message.needs_action is 'Stays open until its matter is done; others are open until read';
comment on column message.link is 'Page of this platform, never another site';
create index message_seat on message (seat_id, id desc) where seat_id is not null;
create index message_person on message (person_id, id desc) where person_id is not null;
create index message_unread on message (seat_id, person_id) where read_at is null;
create index message_matter on message (kind, ref) where done_at is null;

-- Told at commit, never before: who listens finds the row.
create function tell_message() returns trigger language plpgsql as $$
begin
  perform pg_notify('angrid_message', json_build_object('id', new.id, 'seatId', new.seat_id, 'personId', new.person_id)::text);
  return null;
end $$;
create trigger message_told after insert on message for each row execute function tell_message();

create function tell_session_ended() returns trigger language plpgsql as $$
begin
  perform pg_notify('angrid_session_ended', new.id::text);
  return null;
end $$;
create trigger session_ended_told after update of revoked_at on session for each row
  when (old.revoked_at is null and new.revoked_at is not null) execute function tell_session_ended();

create table outbound_message (
  id uuid primary key,
  channel text not null check (channel in ('sms', 'mail')),
  address text not null,
  text text not null,
  grid_code text collate "C" not null,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
  tries int not null default 0,
  provider text,
  reference text,
  error text,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
comment on table outbound_message is 'SMS and mail on their way out; sent once by a job through the configured provider';
create index outbound_message_grid on outbound_message (grid_code, id desc);
alter table outbound_message enable row level security;
create policy outbound_message_in_scope on outbound_message to angrid_app using (
  grid_code >= (select scope_from()) and grid_code < (select scope_to())
) with check (true);
comment on policy outbound_message_in_scope on outbound_message is 'Reading is bound to the scope; whoever acts may send to a seat above or beside his own';
