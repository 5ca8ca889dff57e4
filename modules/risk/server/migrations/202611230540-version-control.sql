alter table risk_control add column version int not null default 1;
comment on column risk_control.version is 'Raised with every change of what the measure says; looks at it do not';
