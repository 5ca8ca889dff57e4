create table body (
  id uuid primary key,
  name text not null,
  short_name text not null,
  kind text not null check (kind in ('government', 'enterprise', 'agency', 'group')),
  grid_code text collate "C" not null,
  layer text not null default 'safety',
  parent_id uuid references body,
  created_at timestamptz not null default now()
);
comment on table body is 'Supervising bodies (监管主体), enterprises and agencies people work for';
create index body_grid on body (grid_code);

create table person (
  id uuid primary key,
  name text not null,
  phone text,
  created_at timestamptz not null default now()
);

create table account (
  id uuid primary key,
  person_id uuid not null references person,
  login text not null,
  password_hash text,
  password_changed_at timestamptz,
  must_change_password boolean not null default false,
  totp_secret text,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  failed_sign_ins int not null default 0,
  locked_until timestamptz,
  lock_count int not null default 0,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  constraint account_login_is_unique unique (login)
);
comment on column account.login is 'Never reused: a disabled account keeps its name';

create table seat (
  id uuid primary key,
  body_id uuid not null references body,
  title text not null,
  role text not null,
  grid_code text collate "C" not null,
  layer text not null default 'safety',
  object_id uuid,
  from_on date not null default current_date,
  to_on date,
  created_at timestamptz not null default now(),
  constraint seat_ends_after_start check (to_on is null or to_on >= from_on)
);
comment on table seat is 'A seat (岗位) is body + role + grid + layer; work is assigned to seats, not to people';
comment on column seat.object_id is 'Set for seats of a supervised object: such a seat sees that object only';
create index seat_grid on seat (grid_code);

create table seat_holding (
  id uuid primary key,
  seat_id uuid not null references seat,
  person_id uuid not null references person,
  from_on date not null,
  to_on date,
  ended_by uuid,
  constraint seat_holding_ends_after_start check (to_on is null or to_on >= from_on)
);
comment on table seat_holding is 'Who sat on a seat from–to (to_on is the last day)';
create index seat_holding_seat on seat_holding (seat_id, from_on);
create index seat_holding_person on seat_holding (person_id, from_on);

create table session (
  token_hash text primary key,
  id uuid not null unique,
  account_id uuid not null references account,
  seat_id uuid references seat,
  second_factor_at timestamptz,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  ip text not null default '',
  agent text not null default ''
);
create index session_account on session (account_id, created_at);

create table sign_in_failure (
  ip text not null,
  at timestamptz not null default now()
);
create index sign_in_failure_ip on sign_in_failure (ip, at);
