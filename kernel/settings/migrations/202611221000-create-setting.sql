create table setting (
  city_code text collate "C" not null,
  key text not null,
  value jsonb not null,
  primary key (city_code, key)
);
comment on table setting is 'Settings (系统设置) of a city that differ from the default; the default stands in the code';
comment on column setting.value is 'As declared by the setting; a secret is sealed by the secret box';

create table setting_change (
  city_code text collate "C" not null,
  key text not null,
  version int not null,
  at timestamptz not null,
  account_id uuid not null,
  actor jsonb not null,
  value_before jsonb,
  value_after jsonb,
  constraint setting_change_once primary key (city_code, key, version)
);
comment on table setting_change is 'Every change of a setting; null is the default. A secret is written down as set or not set only';

-- What was changed stays written: the application may add, nothing else.
revoke update, delete on setting_change from angrid_app;

-- Processes keep the values; the commit of a change tells all of them.
create function tell_setting_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('angrid_changed', 'setting');
  return null;
end $$;
create trigger setting_change_told after insert on setting_change
  for each statement execute function tell_setting_changed();
