-- An enterprise entered twice keeps its first node; the later ones stay as units of their trees, without the enterprise.
update responsibility_node r set object_id = null
where r.to_on is null and exists (
  select from responsibility_node first
  where first.object_id = r.object_id and first.to_on is null and (first.from_on, first.id) < (r.from_on, r.id)
);
create unique index responsibility_node_object_stands_once on responsibility_node (object_id) where to_on is null;
