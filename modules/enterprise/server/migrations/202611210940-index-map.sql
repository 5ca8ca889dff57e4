-- What the map needs of each enterprise stands in the index, so clusters of a whole city never touch the table.
create index enterprise_map on enterprise (grid_code) include (id, lng, lat, risk_level) where merged_into is null and lng is not null;
create index enterprise_point on enterprise (lng, lat) where merged_into is null and lng is not null;
