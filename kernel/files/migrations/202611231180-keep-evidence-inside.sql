-- What an office attached in a matter the people of an object do not read is not theirs to see either, though it lies with the object:
-- who complained, what was photographed before anything was served. What stands in a matter they read stays theirs.
alter table file add column inside boolean not null default false;
comment on column file.inside is 'Attached by an office where the people of its object read nothing: hidden from them';

drop policy file_in_scope on file;
create policy file_in_scope on file to angrid_app using (
  (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or (object_id = (select scope_object()) and not inside)
) with check (
  (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or object_id = (select scope_object())
);

-- Told before the act is sealed: a file that stands in a matter the object reads is shown, one sealed nowhere yet is kept inside.
create function keep_files_inside(ids uuid[], is_read boolean) returns void
language sql security definer set search_path = public as $$
  update file set inside = not is_read
  where id = any(ids) and object_id is not null and inside = is_read and (is_read or not file_is_sealed(id))
$$;
revoke execute on function keep_files_inside(uuid[], boolean) from public;
grant execute on function keep_files_inside(uuid[], boolean) to angrid_app;
