create table grid_node (
  code text collate "C" primary key,
  name text not null,
  level text not null check (level in ('city', 'county', 'town', 'village', 'cell')),
  parent_code text collate "C" references grid_node,
  kind text not null check (kind in ('administrative', 'zone', 'basic', 'exclusive', 'temporary')),
  geometry jsonb,
  geometry_source text check (geometry_source in ('demo', 'imported', 'drawn')),
  west double precision, south double precision, east double precision, north double precision,
  label_lng double precision, label_lat double precision,
  valid_from date not null,
  valid_to date,
  version int not null default 1,
  constraint grid_node_code_is_a_prefix_code check (code ~ '^[1-9]\d{3}(\d{2}(\d{3}(\d{3}(\d{3})?)?)?)?$'),
  constraint grid_node_lies_in_parent check (parent_code is null or starts_with(code, parent_code))
);
comment on table grid_node is 'Physical grid (物理网格): one row per node, code is a prefix code, so a subtree is a range';
comment on column grid_node.geometry is 'GeoJSON Polygon or MultiPolygon, CGCS2000 degrees';
create index grid_node_parent on grid_node (parent_code, code);

create table grid_change (
  id uuid primary key,
  grid_code text collate "C" not null,
  kind text not null check (kind in ('loaded', 'boundary', 'renamed', 'split', 'merged', 'created', 'retired')),
  before jsonb,
  after jsonb,
  document_number text,
  reason text,
  account_id uuid,
  at timestamptz not null default now()
);
comment on table grid_change is 'Every change of shape or name of the grid, old and new side by side';
create index grid_change_grid on grid_change (grid_code, at);

create table grid_tally (
  grid_code text collate "C" primary key,
  enterprises int not null
);
comment on table grid_tally is 'Supervised enterprises in each node and below, kept by the owner of the objects as they change';
