create table kept_blob (
  sha256 text primary key,
  kept_by text not null,
  size bigint not null,
  kept_at timestamptz not null default now()
);
comment on table kept_blob is 'Bytes that rooms keep beside the files people uploaded, such as bound volumes: nobody gets them as a file, a backup takes them along';

-- Whether any file has these bytes is asked across all scopes before they are removed.
create function file_has_content(content text) returns boolean
language sql stable security definer set search_path = public as $$
  select exists (select from file where sha256 = content)
$$;
revoke execute on function file_has_content(text) from public;
grant execute on function file_has_content(text) to angrid_app;
