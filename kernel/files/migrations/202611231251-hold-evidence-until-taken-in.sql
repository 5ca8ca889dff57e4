-- What somebody brings for an act is his alone until an act takes it in: the other side must not see it while the form is still open.
alter table file add column awaits text check (awaits in ('office', 'object'));
comment on column file.awaits is 'Which side brought it for an act that is not done yet; null for what lies in the file of its object or was taken in';

drop policy file_in_scope on file;
create policy file_in_scope on file to angrid_app using (
  (grid_code >= (select scope_from()) and grid_code < (select scope_to()) and awaits is distinct from 'object')
  or (object_id = (select scope_object()) and not inside and awaits is distinct from 'office')
) with check (
  (grid_code >= (select scope_from()) and grid_code < (select scope_to())) or object_id = (select scope_object())
);

-- Told by whoever writes the record that rests on them, in its transaction.
create function take_files_in(ids uuid[]) returns void
language sql security definer set search_path = public as $$
  update file set awaits = null where id = any(ids) and awaits is not null
$$;
revoke execute on function take_files_in(uuid[]) from public;
grant execute on function take_files_in(uuid[]) to angrid_app;
