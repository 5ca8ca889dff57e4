create table api_key (
  id uuid primary key,
  account_id uuid not null references account,
  seat_id uuid not null references seat,
  name text not null,
  prefix text not null,
  token_hash text not null,
  permissions text[] not null,
  expires_on date not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint api_key_token_is_unique unique (token_hash)
);
comment on table api_key is 'Keys for machines: they act as the seat that made them, with the permissions named here and no others';
comment on column api_key.prefix is 'First characters of the key, so that its owner can tell keys apart';
comment on column api_key.expires_on is 'Last day on which the key opens the door';
create index api_key_account on api_key (account_id);
create index api_key_seat on api_key (seat_id);
