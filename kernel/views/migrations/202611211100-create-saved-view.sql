create table saved_view (
  id uuid primary key,
  account_id uuid not null references account,
  body_id uuid references body,
  page text not null,
  name text not null,
  query text not null,
  shared boolean not null,
  created_at timestamptz not null default now(),
  constraint saved_view_name_is_unique unique (account_id, page, name)
);
comment on table saved_view is 'Filters, columns and order of a page kept under a name; shared ones are seen by the same body';
comment on column saved_view.query is 'Query string of the page, without the question mark';
create index saved_view_body on saved_view (body_id, page) where shared;
