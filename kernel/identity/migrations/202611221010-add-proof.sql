alter table session add column proven_at timestamptz;
comment on column session.proven_at is 'When the person last showed password or code; critical acts ask for a recent one';
update session set proven_at = created_at;

create table password_history (
  account_id uuid not null references account,
  password_hash text not null,
  replaced_at timestamptz not null
);
comment on table password_history is 'Passwords an account had before, so that it does not take one again';
create index password_history_account on password_history (account_id, replaced_at desc);

create trigger session_proof_told after update of proven_at on session
  for each statement execute function tell_identity_changed();
create trigger account_factor_told after update of totp_confirmed_at, password_changed_at on account
  for each statement execute function tell_identity_changed();
