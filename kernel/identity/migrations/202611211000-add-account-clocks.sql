alter table account
  add column secret_expires_at timestamptz,
  add column last_active_at timestamptz not null default now(),
  add column oidc_subject text,
  add constraint account_oidc_subject_is_unique unique (oidc_subject);
comment on column account.secret_expires_at is 'End of the initial secret; null once the person chose a password of their own';
comment on column account.last_active_at is 'Last sign-in, request or enabling; idle accounts are disabled by it';
comment on column account.totp_secret is 'Sealed by the secret box: v1.INTL.key.iv.text.tag';

alter table person add column grid_code text collate "C";
comment on column person.grid_code is 'Grid of whoever entered the person; decides who sees a person without a seat';
create index person_grid on person (grid_code);

alter table sign_in_failure add column name_hash text;
comment on column sign_in_failure.name_hash is 'SHA-256 of the name as typed: unknown names lock like known ones, so a lock tells nobody what exists';
create index sign_in_failure_name on sign_in_failure (name_hash, at);
