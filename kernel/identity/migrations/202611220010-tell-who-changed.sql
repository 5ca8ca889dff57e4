-- Processes keep for a moment who is behind a token. Whatever that answer rests on tells them when it changes.
create function tell_identity_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('angrid_changed', 'identity');
  return null;
end $$;

create trigger session_change_told after update of revoked_at, seat_id, expires_at, second_factor_at on session
  for each statement execute function tell_identity_changed();
create trigger account_change_told after update of disabled_at, must_change_password, person_id, login on account
  for each statement execute function tell_identity_changed();
create trigger person_change_told after update of name on person
  for each statement execute function tell_identity_changed();
create trigger body_change_told after update of name on body
  for each statement execute function tell_identity_changed();
create trigger seat_change_told after update or delete on seat
  for each statement execute function tell_identity_changed();
create trigger seat_holding_change_told after insert or update or delete on seat_holding
  for each statement execute function tell_identity_changed();
